using System.Collections.Immutable;
using System.Net.Http.Headers;

namespace OrleansJobs.Grains.Push;

/// <summary>What a receiver answered.</summary>
/// <param name="Status">The status.</param>
/// <param name="Headers">Its headers, those of the body among them; repeated ones joined.</param>
/// <param name="RetryAfter">The header of that name.</param>
/// <param name="Body">The body, or the beginning of it.</param>
/// <param name="IsCut">Whether there is more of it.</param>
public sealed record PushAnswer(
    int Status, ImmutableArray<KeyValuePair<string, string>> Headers, RetryConditionHeaderValue? RetryAfter, ImmutableArray<byte> Body, bool IsCut);
