using System.Security.Cryptography;

namespace OrleansJobs.Client.Http;

/// <summary>Whether and when a call that failed is repeated.</summary>
internal static class RetryPolicy
{
    private const int LongestDoubling = 30;

    /// <summary>Whether the call may be repeated.</summary>
    public static bool Allows(ApiCall call, OrleansJobsException failure) =>
        failure.IsTransient && (call.IsRepeatable || DidNothing(failure));

    /// <summary>How long to wait before it is.</summary>
    /// <param name="failures">How often it has failed, from 1.</param>
    /// <param name="retryAfter">The shortest that the server asks for.</param>
    /// <param name="options">The limits.</param>
    public static TimeSpan PauseAfter(int failures, TimeSpan? retryAfter, OrleansJobsClientOptions options)
    {
        var longest = options.RetryDelay * Math.Pow(2, Math.Min(failures - 1, LongestDoubling));
        if (longest > options.MaxRetryDelay) longest = options.MaxRetryDelay;
        var pause = longest * (0.5 + RandomNumberGenerator.GetInt32(1_000) / 2_000.0);
        return retryAfter > pause ? retryAfter.Value : pause;
    }

    private static bool DidNothing(OrleansJobsException failure) => failure switch
    {
        { Problem: { Status: 408 or 429 } } => true,
        { Problem: { Status: 503, Type: var type } } => ProblemTypes.MeanNothingWasDone(type),
        { InnerException: HttpRequestException { HttpRequestError: var error } } =>
            error is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError,
        _ => false,
    };
}
