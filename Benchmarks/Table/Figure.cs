namespace OrleansJobs.Benchmarks.Table;

/// <summary>One thing that was measured once.</summary>
/// <param name="What">What.</param>
/// <param name="Value">How much.</param>
/// <param name="Unit">Of what.</param>
/// <param name="Processor">Microseconds of processor a job, of all threads of the process that runs the jobs; null: not taken.</param>
internal sealed record Figure(string What, double Value, string Unit, double? Processor = null)
{
    /// <summary>Callers at a time.</summary>
    public const int Callers = 16;

    /// <summary>What all are asked for: callers submit jobs that do nothing, one after another, each acknowledged when it is durable.</summary>
    public const string Noops = "noop jobs, 16 callers, from the first submit until all have ended";
}
