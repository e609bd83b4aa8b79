using Orleans.Concurrency;
using Orleans.Runtime;

namespace OrleansJobs.Simulation.Runtime;

/// <summary>How a timer's tick looks to filters and statistics: like a call of this method.</summary>
internal interface IGrainTimerInvoker : IAddressable
{
    [OneWay]
    Task InvokeCallbackAsync();
}
