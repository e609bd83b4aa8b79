using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OrleansJobs.Tests.Support;

/// <summary>A server of another party on a port of this machine, which behaves as badly as a test wants.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Func<Connection, Task> _answer;
    private readonly Task _serving;
    private int _connections;

    /// <param name="answer">What is done on each connection once the request has come; then the connection is closed.</param>
    public LoopbackServer(Func<Connection, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _serving = Serve();
    }

    public string Url => $"http://{_listener.LocalEndpoint}/numbers";

    /// <summary>Connections that have been made so far.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>A server that answers each request with status 200 and this body.</summary>
    public static LoopbackServer Answering(string body, string type = "application/json") =>
        new(connection => connection.Write($"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"));

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _serving;
        _listener.Stop();
        _end.Dispose();
    }

    private async Task Serve()
    {
        var answers = new List<Task>();
        try
        {
            while (true) answers.Add(Answer(await _listener.AcceptSocketAsync(_end.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(answers);
        }
    }

    private async Task Answer(Socket socket)
    {
        using (socket)
        {
            try
            {
                var number = Interlocked.Increment(ref _connections);
                await _answer(new Connection(socket, number, await Request(socket), _end.Token));
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                // The other side has gone, or the test is over.
            }
        }
    }

    private async Task<string> Request(Socket socket)
    {
        var request = new StringBuilder();
        var buffer = new byte[4_096];
        while (!request.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            var received = await socket.ReceiveAsync(buffer, _end.Token);
            if (received == 0) break;
            request.Append(Encoding.ASCII.GetString(buffer, 0, received));
        }

        return request.ToString();
    }

    /// <summary>One connection, after its request.</summary>
    /// <param name="Number">1 for the first connection to the server.</param>
    public sealed record Connection(Socket Socket, int Number, string Request, CancellationToken End)
    {
        public async Task Write(string text)
        {
            ReadOnlyMemory<byte> bytes = Encoding.UTF8.GetBytes(text);
            while (!bytes.IsEmpty) bytes = bytes[await Socket.SendAsync(bytes, End)..];
        }

        /// <summary>Says nothing more, and does not close.</summary>
        public Task Hang() => Task.Delay(Timeout.Infinite, End);

        /// <summary>Closes with a TCP reset.</summary>
        public void Reset()
        {
            Socket.LingerState = new LingerOption(true, 0);
            Socket.Close();
        }
    }
}
