using OrleansJobs.Grains.Jobs;

namespace OrleansJobs.Tests.Support;

/// <summary>A job that does what its test says.</summary>
internal sealed class ScriptedJob(HandlerScript script) : IJobHandler<NoInput, string>
{
    public Task<string> RunAsync(NoInput input, JobContext context, CancellationToken cancellationToken) => script.Handler(context, cancellationToken);
}

/// <summary>What scripted jobs do.</summary>
internal sealed class HandlerScript
{
    public bool Fails { get; set; }

    public Func<JobContext, CancellationToken, Task<string>> Handler { get; set; } = (_, _) => Task.FromResult("");
}
