namespace Orleans;

/// <summary>
/// Runs around every call that arrives at a grain, timer ticks and reminders included. Registered for the silo, or
/// implemented by a grain for itself.
/// </summary>
public interface IIncomingGrainCallFilter
{
    /// <summary>Calls <see cref="IGrainCallContext.Invoke"/> to let the call go on.</summary>
    Task Invoke(IIncomingGrainCallContext context);
}
