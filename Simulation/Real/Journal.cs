using System.Text.Json;
using OrleansJobs.Jobs;
using OrleansJobs.Simulation.Checks;
using OrleansJobs.Simulation.Traffic;

namespace OrleansJobs.Simulation.Real;

/// <summary>
/// Writes down what clients ask for, before they do, and what they are told, after they were: where it outlives this process.
/// </summary>
/// <remarks>
/// The number of commits is read after an answer came, so what the answer tells of is among them if it is committed at all, and
/// before a request goes out, so what the request causes is not.
/// </remarks>
internal sealed class Journal(TextWriter output, Func<long> commits) : Checker
{
    private readonly Lock _lock = new();

    public override string Name => "journal";

    public override void OnSubmitting(Guid id, JobSpec spec) =>
        Write(new JournalLine { What = JournalLine.Event.Submitting, Id = id, Spec = spec });

    public override void OnSubmitted(string? key, Guid id, JobSpec spec, SubmitResult result)
    {
        var line = new JournalLine { What = JournalLine.Event.KeyReused, Id = id, Key = key, Spec = spec };
        switch (result)
        {
            case SubmitResult.Accepted { Job: var accepted }:
                Write(line with { What = JournalLine.Event.Accepted, Job = accepted });
                break;
            case SubmitResult.Existing { Job: var existing }:
                Write(line with { What = JournalLine.Event.Existing, Job = existing });
                break;
            case SubmitResult.KeyReused:
                Write(line);
                break;
        }
    }

    public override void OnAsking(Guid id, Wish wish) => Write(new JournalLine { What = JournalLine.Event.Asking, Id = id, Wish = wish });

    public override void OnChanged(Guid id, Wish wish, ChangeResult result)
    {
        if (result is ChangeResult.Changed { Job: var job })
            Write(new JournalLine { What = JournalLine.Event.Changed, Id = id, Wish = wish, Job = job });
    }

    public override void OnRead(int? read, Guid id, Job? job)
    {
        if (job is not null) Write(new JournalLine { What = JournalLine.Event.Read, Id = id, Job = job });
    }

    private void Write(JournalLine line)
    {
        lock (_lock)
        {
            output.WriteLine(JsonSerializer.Serialize(line with { After = commits() }));
            output.Flush();
        }
    }
}
