namespace OrleansJobs.Grains.Jobs.BuiltIn;

/// <summary>Kind "sleep": waits for the given time, holding no thread, and succeeds with null.</summary>
public sealed class SleepJob : IJobHandler<DurationInput, string?>
{
    /// <inheritdoc/>
    public async Task<string?> RunAsync(DurationInput input, JobContext context, CancellationToken cancellationToken)
    {
        await context.Clock.Delay(input.Duration, cancellationToken);
        return null;
    }
}
