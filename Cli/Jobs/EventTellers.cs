using System.Text.Json.Nodes;
using OrleansJobs.Client.Json;

namespace OrleansJobs.Cli.Jobs;

/// <summary>Tells events to somebody.</summary>
internal interface IEventTeller : IAsyncDisposable
{
    void Tell(JobEvent told);
}

/// <summary>Tells events to a program, one a line: <c>{"event": ..., "data": ...}</c>.</summary>
internal sealed class JsonTeller(Screen screen) : IEventTeller
{
    public void Tell(JobEvent told)
    {
        var (type, data) = told switch
        {
            JobEvent.StateChanged changed => ("state", JsonSerializer.SerializeToNode(changed.Job, ClientJson.Default.Job)),
            JobEvent.Progressed progressed => ("progress", JsonSerializer.SerializeToNode(progressed.Progress, ClientJson.Default.JobProgress)),
            JobEvent.Logged logged => ("log", JsonSerializer.SerializeToNode(logged.Line, ClientJson.Default.JobLogLine)),
            JobEvent.Result result => ("result", JsonSerializer.SerializeToNode(result.Value, ClientJson.Default.JsonElement)),
            JobEvent.Other other => (other.Type, JsonValue.Create(other.Data)),
            _ => ("reset", new JsonObject()),
        };
        screen.WriteJson(JsonSerializer.SerializeToElement(new JsonObject { ["event"] = type, ["data"] = data }, ClientJson.Default.JsonObject));
    }

    public ValueTask DisposeAsync() => default;
}

/// <summary>Tells a person the states of many jobs, one a line.</summary>
internal sealed class ManyTeller(Screen screen) : IEventTeller
{
    public void Tell(JobEvent told)
    {
        if (told is JobEvent.StateChanged { Job: var job }) screen.WriteLine($"{job.Id} {job.Kind} {job.Queue} {screen.Words.Of(job.State)}");
        if (told is JobEvent.Reset) screen.WriteLine("Events may have been missed.");
    }

    public ValueTask DisposeAsync() => default;
}
