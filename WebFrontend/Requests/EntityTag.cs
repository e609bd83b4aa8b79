using Microsoft.Extensions.Primitives;
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

    /// <summary>Which versions a change is meant for (If-Match, RFC 9110, 13.1.1).</summary>
    /// <param name="header">The header.</param>
    /// <param name="versionOf">The version that a tag, without its quotes, stands for; null for a tag that nothing has.</param>
    /// <returns>Null if it does not say. No version, and not any: a condition that nothing fulfils.</returns>
    public static (bool IsAny, ImmutableArray<long> Versions)? ReadIfMatch(StringValues header, Func<string, long?> versionOf)
    {
        if (header.Count == 0) return null;
        if (!EntityTagHeaderValue.TryParseList(header!, out var tags)) return (false, []);
        if (tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any))) return (true, []);
        return (false, [.. tags.Where(tag => !tag.IsWeak).Select(tag => versionOf(tag.Tag.ToString().Trim('"'))).OfType<long>()]);
    }

    /// <summary>The version in a job's tag. The state does not count: that a job becomes due is no change that somebody could overwrite.</summary>
    public static long? VersionOf(string tag) =>
        tag.IndexOf('-', StringComparison.Ordinal) is > 0 and var end
        && long.TryParse(tag.AsSpan(0, end), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;

    /// <summary>Whether the caller has this representation already (If-None-Match, compared weakly as RFC 9110, 13.1.2 says).</summary>
    public static bool IsKnown(HttpRequest request, string tag)
    {
        var header = request.Headers.IfNoneMatch;
        if (header.Count == 0 || !EntityTagHeaderValue.TryParseList(header!, out var known)) return false;
        var current = new EntityTagHeaderValue(tag);
        return known.Any(one => one.Equals(EntityTagHeaderValue.Any) || one.Compare(current, useStrongComparison: false));
    }
}
