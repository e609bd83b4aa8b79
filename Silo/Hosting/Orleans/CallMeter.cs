using System.Collections.Concurrent;
using Orleans.Providers;
using OrleansJobs.Silos;

namespace OrleansJobs.Silo.Hosting;

/// <summary>
/// Counts the calls that arrive at the grains of this silo, and their times. Orleans itself counts activations only. The
/// other silos ask for the figures by the management grain.
/// </summary>
internal sealed class CallMeter(TimeProvider time) : IIncomingGrainCallFilter, IControllable
{
    /// <summary>The name under which the management grain finds it.</summary>
    public const string Provider = "OrleansJobs.Calls";

    private readonly ConcurrentDictionary<(Type Grain, string Interface, string Method), Figures> _figures = new();

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        var figures = _figures.GetOrAdd(
            (context.Grain.GetType(), context.InterfaceName, context.MethodName), static _ => new Figures());
        var began = time.GetTimestamp();
        var failed = true;
        try
        {
            await context.Invoke();
            failed = false;
        }
        finally
        {
            figures.Record(time.GetElapsedTime(began).Ticks, failed);
        }
    }

    /// <summary>Answers the figures, whatever the command.</summary>
    public Task<object?> ExecuteCommand(int command, object? arg) => Task.FromResult<object?>(Read());

    private GrainReport[] Read() =>
    [
        .. _figures.GroupBy(entry => entry.Key.Grain).Select(grain => new GrainReport
        {
            Grain = grain.Key.FullName!,
            Activations = 0,
            Methods = [.. grain.Select(entry => entry.Value.Read(entry.Key.Interface, entry.Key.Method))],
        }),
    ];

    private sealed class Figures
    {
        private long _calls;
        private long _failures;
        private long _ticks;
        private long _longest;

        public void Record(long ticks, bool failed)
        {
            Interlocked.Increment(ref _calls);
            Interlocked.Add(ref _ticks, ticks);
            if (failed) Interlocked.Increment(ref _failures);
            for (var longest = Volatile.Read(ref _longest); ticks > longest; longest = Volatile.Read(ref _longest))
                Interlocked.CompareExchange(ref _longest, ticks, longest);
        }

        public GrainMethodReport Read(string type, string method)
        {
            var calls = Volatile.Read(ref _calls);
            return new GrainMethodReport
            {
                Interface = type,
                Method = method,
                Calls = calls,
                Failures = Volatile.Read(ref _failures),
                MeanTime = new TimeSpan(Volatile.Read(ref _ticks) / Math.Max(1, calls)),
                LongestTime = new TimeSpan(Volatile.Read(ref _longest)),
            };
        }
    }
}
