using OrleansJobs.Silo.Configuration;

namespace OrleansJobs.WebFrontend.Hosting;

/// <summary>Tells the person who started the service where it is and how to try it.</summary>
internal sealed class StartMessage(ILogger<StartMessage> log, IEnumerable<StartNote> notes)
{
    public void Write(ICollection<string> addresses)
    {
        log.LogInformation("OrleansJobs listens on {Addresses}", string.Join(", ", addresses));
        foreach (var note in notes) log.LogInformation("{Note}", note.Text);
        log.LogInformation(
            "Try: curl -s {Address}/jobs -H 'Content-Type: application/json' -d '{Body}'",
            addresses.First(),
            """{"kind":"sleep","input":{"duration":"PT1S"}}""");
    }
}
