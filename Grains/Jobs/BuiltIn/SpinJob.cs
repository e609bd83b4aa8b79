namespace OrleansJobs.Grains.Jobs.BuiltIn;

/// <summary>Kind "spin": keeps one core busy for the given time and succeeds with null.</summary>
public sealed class SpinJob : IJobHandler<DurationInput, string?>
{
    /// <inheritdoc/>
    public Task<string?> RunAsync(DurationInput input, JobContext context, CancellationToken cancellationToken)
    {
        var start = context.Clock.GetTimestamp();
        while (context.Clock.GetElapsedTime(start) < input.Duration)
            cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<string?>(null);
    }
}
