namespace OrleansJobs.Grains.Jobs;

/// <summary>
/// Takes a handler out of what it is doing, as it is to be run again later. A cancellation to those who catch exceptions, since handlers
/// let these pass.
/// </summary>
internal sealed class SuspendedException() : OperationCanceledException("The job is to rest. Let this exception pass.");
