namespace OrleansJobs.Cli.Doctor;

/// <summary>What is wrong with a schedule.</summary>
internal static class ScheduleFindings
{
    public static IEnumerable<Finding> Of(Schedule schedule, Words words)
    {
        var about = $"schedule {schedule.Name}";
        if (schedule.Paused)
            yield return Finding.Note(about, $"paused{(schedule.PauseReason is { } reason ? $": {reason}" : "")}", $"orleansjobs schedules resume {schedule.Name}");
        if (schedule.Overdue is { } due)
            yield return Finding.Problem(about, $"the run of {words.Of(due)} has not succeeded in time", $"orleansjobs list --schedule {schedule.Name}");
        if (schedule.LastError is { } error)
            yield return Finding.Problem(about, $"the latest run was refused: {error}", $"orleansjobs schedules put {schedule.Name} with a job that the service takes.");
    }
}
