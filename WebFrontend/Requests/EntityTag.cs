using Microsoft.Net.Http.Headers;

namespace OrleansJobs.WebFrontend.Requests;

/// <summary>The validator of a job's representation (RFC 9110, 8.8.3), for conditional reads and changes.</summary>
internal static class EntityTag
{
    /// <summary>
    /// A strong tag of the job's version and state. The version alone would not do: a scheduled job becomes queued when
    /// its time comes, without a change in the store.
    /// </summary>
    public static string Of(Job job) => $"\"{job.Version}-{(int)job.State}\"";

    /// <summary>
    /// Reads which versions a change is meant for (If-Match, RFC 9110, 13.1.1); none means any. The state in a tag does not
    /// count here: that a job becomes due is no change that somebody could overwrite.
    /// </summary>
    /// <returns>False if the condition is one that no job fulfils.</returns>
    public static bool TryReadCondition(HttpRequest request, out ImmutableArray<long> versions)
    {
        versions = [];
        var header = request.Headers.IfMatch;
        if (header.Count == 0) return true;
        if (!EntityTagHeaderValue.TryParseList(header!, out var tags)) return false;
        if (tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any))) return true;
        versions = [.. tags.Where(tag => !tag.IsWeak).Select(tag => VersionOf(tag.Tag.AsSpan())).OfType<long>()];
        return versions.Length > 0;
    }

    private static long? VersionOf(ReadOnlySpan<char> tag)
    {
        var text = tag.Trim('"');
        var end = text.IndexOf('-');
        return end > 0 && long.TryParse(text[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;
    }

    /// <summary>Whether the caller has this representation already (If-None-Match, compared weakly as RFC 9110, 13.1.2 says).</summary>
    public static bool IsKnown(HttpRequest request, string tag)
    {
        var header = request.Headers.IfNoneMatch;
        if (header.Count == 0 || !EntityTagHeaderValue.TryParseList(header!, out var known)) return false;
        var current = new EntityTagHeaderValue(tag);
        return known.Any(one => one.Equals(EntityTagHeaderValue.Any) || one.Compare(current, useStrongComparison: false));
    }
}
