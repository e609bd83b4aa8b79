namespace OrleansJobs.Grains.Jobs.BuiltIn;

/// <summary>Kind "fail": fails the given number of attempts, then succeeds with null. For trying retries.</summary>
public sealed class FailJob : IJobHandler<FailInput, string?>
{
    /// <inheritdoc/>
    public Task<string?> RunAsync(FailInput input, JobContext context, CancellationToken cancellationToken) =>
        input.Times is { } times && context.Failures >= times
            ? Task.FromResult<string?>(null)
            : throw new InvalidOperationException(input.Message ?? "This job fails on purpose.");
}
