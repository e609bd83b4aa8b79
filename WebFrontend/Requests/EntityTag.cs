using Microsoft.Net.Http.Headers;
using OrleansJobs.Jobs;

namespace OrleansJobs.WebFrontend.Requests;

/// <summary>The validator of a job's representation (RFC 9110, 8.8.3), for conditional reads.</summary>
internal static class EntityTag
{
    /// <summary>
    /// A strong tag of the job's version and state. The version alone would not do: a scheduled job becomes queued when
    /// its time comes, without a change in the store.
    /// </summary>
    public static string Of(Job job) => $"\"{job.Version}-{(int)job.State}\"";

    /// <summary>Whether the caller has this representation already (If-None-Match, compared weakly as RFC 9110, 13.1.2 says).</summary>
    public static bool IsKnown(HttpRequest request, string tag)
    {
        var header = request.Headers.IfNoneMatch;
        if (header.Count == 0 || !EntityTagHeaderValue.TryParseList(header!, out var known)) return false;
        var current = new EntityTagHeaderValue(tag);
        return known.Any(one => one.Equals(EntityTagHeaderValue.Any) || one.Compare(current, useStrongComparison: false));
    }
}
