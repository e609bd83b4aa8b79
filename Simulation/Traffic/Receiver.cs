using OrleansJobs.Grains.Push;
using OrleansJobs.Jobs;

namespace OrleansJobs.Simulation.Traffic;

/// <summary>
/// Whoever is told of the ends of jobs: takes the news at once, but for one second of ten, and refuses none more than twice. Pauses grow
/// threefold: one more refusal or two, and no run would last long enough.
/// </summary>
internal sealed class Receiver : IPushClient
{
    private const int MostRefusals = 2;

    private readonly Dictionary<string, int> _refusals = new(StringComparer.Ordinal);

    /// <summary>Where it is.</summary>
    public static JobWebhook Webhook { get; } = new() { Url = "https://receiver.example/" };

    /// <summary>Lets it be told.</summary>
    public static void Configure(PushOptions options) => options.Secrets = ["whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"];

    public Task<PushAnswer> Send(PushRequest request, TimeSpan timeout, Func<int, bool> isWanted, CancellationToken cancellationToken)
    {
        var status = Refuses(Header("webhook-id"), Header("webhook-timestamp")) ? 503 : 204;
        return Task.FromResult(new PushAnswer(status, [], null, [], IsCut: false));

        string Header(string name) => request.Headers.Single(header => header.Key == name).Value;
    }

    private bool Refuses(string id, string timestamp)
    {
        // In real runs jobs run on threads.
        lock (_refusals)
        {
            var refusals = _refusals.GetValueOrDefault(id);
            if (refusals == MostRefusals || !timestamp.EndsWith('7')) return false;
            _refusals[id] = refusals + 1;
            return true;
        }
    }
}
