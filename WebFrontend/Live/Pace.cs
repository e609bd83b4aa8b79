namespace OrleansJobs.WebFrontend.Live;

/// <summary>
/// Keeps what writes to connections cost within bounds: each stream gathers after it has written, for the longer the more there are.
/// One that has had nothing to write for a while is written to at once.
/// </summary>
/// <param name="writes">A second, of all streams together.</param>
/// <param name="clock">By which they wait.</param>
internal sealed class Pace(int writes, TimeProvider clock)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(500);

    /// <summary>The streams that are open.</summary>
    public int Streams { get; set; }

    public Task Rest(CancellationToken over)
    {
        var rest = TimeSpan.FromSeconds((double)Streams / writes);
        return rest < Shortest ? Task.CompletedTask : Task.Delay(rest < Longest ? rest : Longest, clock, over);
    }
}
