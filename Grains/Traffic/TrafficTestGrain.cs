using System.Globalization;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using OrleansJobs.Jobs;
using OrleansJobs.Traffic;

namespace OrleansJobs.Grains.Traffic;

/// <summary>Starts test runs and remembers, also over a restart, where the service listens.</summary>
[Reentrant]
internal sealed class TrafficTestGrain(
    [PersistentState("trafficTest")] IPersistentState<TrafficTestState> state,
    IOptions<TrafficTestOptions> options,
    IIdSource ids) : Grain, ITrafficTestGrain
{
    public async Task ListensAt(string url)
    {
        if (state.State.Url == url) return;
        state.State = state.State with { Url = url };
        await state.WriteStateAsync();
    }

    public Task<string?> GetTarget() => Task.FromResult(options.Value.TestUrl ?? state.State.Url);

    public async Task<SubmitResult> Start(long requests, string? traceParent)
    {
        var most = options.Value.TestRequests;
        if (requests < 0 || requests > most) return new SubmitResult.Invalid { Errors = [Fault(most)] };
        return await GrainFactory.GetGrain<IJobGrain>(ids.NewId()).Submit(new JobSpec
        {
            Kind = TrafficTestJob.Kind,
            Input = TrafficJson.InputFor((int)requests),
            TraceParent = traceParent,
        });
    }

    private static FieldError Fault(int most) => new()
    {
        Field = "requests",
        Message = string.Create(CultureInfo.InvariantCulture, $"must be from 0 to {most}"),
    };
}
