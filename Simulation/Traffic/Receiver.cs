using OrleansJobs.Grains.Push;
using OrleansJobs.Jobs;

namespace OrleansJobs.Simulation.Traffic;

/// <summary>Whoever is told of the ends of jobs: takes the news at once, but for one second of ten.</summary>
internal sealed class Receiver : IPushClient
{
    /// <summary>Where it is.</summary>
    public static JobWebhook Webhook { get; } = new() { Url = "https://receiver.example/" };

    /// <summary>Lets it be told.</summary>
    public static void Configure(PushOptions options) => options.Secrets = ["whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"];

    public Task<PushAnswer> Send(PushRequest request, TimeSpan timeout, Func<int, bool> isWanted, CancellationToken cancellationToken)
    {
        var timestamp = request.Headers.Single(header => header.Key == "webhook-timestamp").Value;
        return Task.FromResult(new PushAnswer(timestamp.EndsWith('7') ? 503 : 204, [], null, [], IsCut: false));
    }
}
