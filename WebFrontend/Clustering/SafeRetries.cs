using OrleansJobs.Silo.Clustering;

namespace OrleansJobs.WebFrontend.Clustering;

/// <summary>
/// Repeats calls that were lost while silos came and went, if they are safe to repeat: those marked
/// <see cref="RepeatableAttribute"/>. Of any other call nobody can tell whether it was done.
/// </summary>
internal sealed class SafeRetries(IOptions<ClusterSettings> settings, TimeProvider time) : IOutgoingGrainCallFilter
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        var began = time.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await context.Invoke();
                return;
            }
            catch (Exception error) when (IsLost(error, context) && IsSafe(context) && time.GetElapsedTime(began) + pause < settings.Value.RetryFor)
            {
                await Task.Delay(pause, time);
            }
        }
    }

    // A lookup in the grain directory is cancelled when the silo that is asked dies, and the call with it.
    private static bool IsLost(Exception error, IOutgoingGrainCallContext context) =>
        LostCall.Is(error) || (error is OperationCanceledException && !context.Request.GetCancellationToken().IsCancellationRequested);

    private static bool IsSafe(IOutgoingGrainCallContext context) =>
        IsMarked(context.InterfaceMethod) || IsMarked(context.InterfaceMethod.DeclaringType!);

    private static bool IsMarked(MemberInfo member) => member.IsDefined(typeof(RepeatableAttribute));
}
