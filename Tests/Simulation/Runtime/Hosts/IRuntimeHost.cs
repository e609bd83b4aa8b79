namespace OrleansJobs.Tests.Simulation.Runtime;

/// <summary>A silo that hosts the grains of behaviour tests: one of Microsoft Orleans, or a simulated one.</summary>
public interface IRuntimeHost
{
    IGrainFactory Grains { get; }

    SeenLogs Logs { get; }

    TestStorage Storage { get; }

    /// <summary>Runs a test as code outside of grains. While it waits, time passes.</summary>
    Task Run(Func<Task> test);
}
