using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using OrleansJobs.Grains.Push;

namespace OrleansJobs.Tests.Grains.Push;

/// <summary>Names and addresses as a test wants them. Connections to public addresses end at a server of this machine.</summary>
internal sealed class FakeNetwork(Uri? server = null) : IPushNetwork
{
    private readonly ConcurrentDictionary<string, Queue<string[]>> _answers = new();

    /// <summary>What was connected to, in order.</summary>
    public ConcurrentQueue<string> Connected { get; } = new();

    /// <summary>What the name is resolved to, one answer a question; the last one stays.</summary>
    public FakeNetwork With(string host, params string[][] answers)
    {
        _answers[host] = new Queue<string[]>(answers);
        return this;
    }

    public Task<IPAddress[]> Resolve(string host, CancellationToken cancellationToken)
    {
        if (!_answers.TryGetValue(host, out var answers)) throw new SocketException((int)SocketError.HostNotFound);
        var answer = answers.Count > 1 ? answers.Dequeue() : answers.Peek();
        return Task.FromResult(answer.Select(IPAddress.Parse).ToArray());
    }

    public async Task<Stream> Connect(IPEndPoint address, CancellationToken cancellationToken)
    {
        Connected.Enqueue($"{address.Address}");
        if (server is null) return Stream.Null;
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, server.Port, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
