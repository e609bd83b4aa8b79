namespace OrleansJobs.Tests.WebFrontend.Fakes;

/// <summary>A clock that stands still unless told to go on.</summary>
internal sealed class ManualClock : TimeProvider
{
    private TimeSpan _elapsed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Advance(TimeSpan by) => _elapsed += by;

    public override DateTimeOffset GetUtcNow() => Samples.Noon + _elapsed;

    public override long GetTimestamp() => _elapsed.Ticks;
}
