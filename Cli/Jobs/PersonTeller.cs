using Spectre.Console;

namespace OrleansJobs.Cli.Jobs;

/// <summary>Tells a person of one job: states and log line by line and, on a terminal, progress as a bar below them.</summary>
internal sealed class PersonTeller : IEventTeller
{
    private readonly Screen _screen;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _drawing;

    private ProgressTask? _bar;
    private (JobState State, int Attempt) _last;

    private PersonTeller(Screen screen, bool hasBar)
    {
        _screen = screen;
        _drawing = hasBar ? Draw() : Task.CompletedTask;
    }

    public static PersonTeller For(Session session) => new(session.Screen, session.Screen.Console.Profile.Capabilities.Interactive);

    public void Tell(JobEvent told)
    {
        switch (told)
        {
            case JobEvent.StateChanged { Job: var job }:
                TellState(job);
                break;
            case JobEvent.Progressed { Progress: var progress }:
                TellProgress(progress);
                break;
            case JobEvent.Logged { Line: var line }:
                _screen.WriteLine($"{_screen.Words.Of(line.At)}  {line.Text}");
                break;
            case JobEvent.Result { Value: var value }:
                _screen.WriteText(JsonOutput.Indented(value));
                break;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _ended.TrySetResult();
        await _drawing;
    }

    private void TellState(Job job)
    {
        if (_last == (job.State, job.Attempts.Count)) return;
        _last = (job.State, job.Attempts.Count);
        var why = job.State switch
        {
            JobState.Failed or JobState.Scheduled when job.Error is { } error => $"{error.Type}: {error.Message}",
            JobState.Cancelled => job.CancelReason,
            JobState.Running => $"attempt {job.Attempts.Count}",
            _ => null,
        };
        _screen.WriteLine($"{_screen.Words.Of(job.State)}{(why is null ? "" : $" ({why})")}");
    }

    private void TellProgress(JobProgress progress)
    {
        if (_bar is null)
        {
            _screen.WriteLine(JobViews.Progress(progress));
            return;
        }

        _bar.Value = progress.Fraction;
        _bar.Description = Name(progress.Message);
    }

    // A bar must have a name.
    private static string Name(string? message) => message is { Length: > 0 } ? Markup.Escape(Safe.Text(message)) : "progress";

    private Task Draw() => _screen.Console.Progress().AutoClear(true).StartAsync(context =>
    {
        _bar = context.AddTask(Name(null), maxValue: 1);
        return _ended.Task;
    });
}
