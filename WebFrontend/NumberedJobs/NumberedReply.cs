using OrleansJobs.Jobs;
using OrleansJobs.WebFrontend.Replies;

namespace OrleansJobs.WebFrontend.NumberedJobs;

/// <summary>Writes the answers of the /api routes of numbered jobs, errors too, in the form that clients of an older service know.</summary>
internal static class NumberedReply
{
    /// <summary>Answers that it is not there yet.</summary>
    public static Task WriteRunning(HttpContext context) => Write(context, 200, new NumberedAnswer { Status = "running" });

    /// <summary>Answers that it is done, with what came of it.</summary>
    public static Task WriteDone(HttpContext context, Json? data = null) =>
        Write(context, 200, new NumberedAnswer { Status = "done", Data = data });

    /// <summary>Answers that there is nothing, or that it is refused.</summary>
    public static Task WriteError(HttpContext context, int status, string reason) =>
        Write(context, status, new NumberedAnswer { Status = "error", Reason = reason });

    /// <summary>Answers that no new work is taken.</summary>
    public static Task WriteDraining(HttpContext context) => WriteError(context, 503, "shutting down");

    /// <summary>Answers a submit of a numbered kind.</summary>
    public static Task WriteSubmitted(HttpContext context, SubmitResult result) => result switch
    {
        SubmitResult.Accepted { Job: var job } => WriteNumber(context, job),
        SubmitResult.Existing { Job: var job } => WriteNumber(context, job),
        SubmitResult.Invalid { Errors: var errors } => WriteError(context, 400, $"{errors[0].Field} {errors[0].Message}"),
        SubmitResult.KeyReused => WriteError(context, 400, "the key was used before with another request"),
        _ => WriteError(context, 503, "temporarily unavailable"),
    };

    private static Task WriteNumber(HttpContext context, Job job) => Write(context, 200, new NumberedAnswer { JobId = job.Number!.Value });

    private static Task Write(HttpContext context, int status, NumberedAnswer answer)
    {
        context.Response.Headers.CacheControl = "no-store";
        return JsonReply.Write(context, status, answer, ApiJson.Default.NumberedAnswer);
    }
}
