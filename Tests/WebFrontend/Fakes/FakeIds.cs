using OrleansJobs.Jobs;

namespace OrleansJobs.Tests.WebFrontend.Fakes;

/// <summary>Ids that count upward.</summary>
internal sealed class FakeIds : IIdSource
{
    private int _next;

    public Guid NewId() => new(++_next, 0, 0, new byte[8]);

    public Guid NewToken() => NewId();

    public long NewStamp() => ++_next;

    public double NextDouble() => 0.5;
}
