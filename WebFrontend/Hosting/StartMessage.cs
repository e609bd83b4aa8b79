using OrleansJobs.Silo.Configuration;

namespace OrleansJobs.WebFrontend.Hosting;

/// <summary>Tells the person who started the service where it is and how to try it.</summary>
internal sealed class StartMessage(ILoggerFactory logs, IEnumerable<StartNote> notes)
{
    // Named after the service rather than this class: these lines are for people who do not know its classes.
    private readonly ILogger _log = logs.CreateLogger("OrleansJobs");

    public void Write(ICollection<string> addresses)
    {
        _log.LogInformation("Listening on {Addresses}", string.Join(", ", addresses));
        foreach (var note in notes) _log.LogInformation("{Note}", note.Text);
        _log.LogInformation(
            "Try: curl -s {Address}/jobs -H 'Content-Type: application/json' -d '{Body}'",
            addresses.First(),
            """{"kind":"sleep","input":{"duration":"PT1S"}}""");
    }
}
