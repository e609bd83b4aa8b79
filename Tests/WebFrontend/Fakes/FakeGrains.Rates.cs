using System.Collections.Immutable;
using OrleansJobs.Rates;

namespace OrleansJobs.Tests.WebFrontend.Fakes;

internal sealed partial class FakeGrains
{
    public JobRates Rates { get; set; } = new() { Submitted = 0, Started = 0, Ended = 0, Minutes = [] };

    private sealed partial class FakeReader : IJobRatesGrain
    {
        public Task<Guid> Report(Guid silo, ImmutableArray<RateSlice> slices) => throw new NotSupportedException();

        Task<JobRates> IJobRatesGrain.Get() => Task.FromResult(grains.Rates);
    }
}
