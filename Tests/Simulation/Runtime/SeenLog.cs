using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace OrleansJobs.Tests.Simulation.Runtime;

/// <summary>Keeps warnings and errors.</summary>
internal sealed class SeenLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(string Message, Exception? Exception)> _entries = new();

    public IReadOnlyList<(string Message, Exception? Exception)> All => [.. _entries];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            _entries.Enqueue((formatter(state, exception), exception));
    }

    public void Dispose()
    {
    }
}
