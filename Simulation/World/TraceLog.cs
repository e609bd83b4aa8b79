using Microsoft.Extensions.Logging;

namespace OrleansJobs.Simulation.World;

/// <summary>Shows what a silo logs to the reader of the trace.</summary>
internal sealed class TraceLog(SimulatedWorld world, string silo) : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        world.Tell($"{silo} log: {formatter(state, exception)} {exception?.Message}");

    public void Dispose()
    {
    }
}
