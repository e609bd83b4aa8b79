namespace OrleansJobs.Grains.Jobs.BuiltIn;

/// <summary>Kind "noop": does nothing and succeeds with null. For trying and measuring the engine.</summary>
public sealed class NoopJob : IJobHandler<NoInput, string?>
{
    /// <inheritdoc/>
    public Task<string?> RunAsync(NoInput input, JobContext context, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(null);
}
