using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;
using OrleansJobs.Jobs;
using OrleansJobs.Movies;
using OrleansJobs.Traffic;
using OrleansJobs.WebFrontend.Access;
using OrleansJobs.WebFrontend.Jobs;
using OrleansJobs.WebFrontend.Live;
using OrleansJobs.WebFrontend.Movies;
using OrleansJobs.WebFrontend.Requests;
using OrleansJobs.WebFrontend.Traffic;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Requests;

/// <summary>
/// What holds for parsers whatever they are given: what was written is read as it was, and anything else is refused, not thrown at. A failure
/// names the seed that shows it again.
/// </summary>
public sealed class ParserPropertyTests
{
    private const long Iterations = 2_000;

    /// <summary>Texts of whole characters, many of them of those that parsers look at.</summary>
    private static readonly Gen<string> Texts = Gen.Frequency(
        (3, Gen.OneOf("0123456789-.:,;PTDHMSYWZtz+/\\_=\"'{}[] ojk*%xé\u0000\u200b🦬".EnumerateRunes().Select(rune => rune.ToString()).ToArray()).Array[0, 90].Select(string.Concat)),
        (1, Gen.String.Select(text => string.Concat(text.EnumerateRunes().Select(rune => rune.ToString())))));

    [Fact]
    public void A_duration_is_read_as_it_was_written() => Gen.Long.Select(TimeSpan.FromTicks).Sample(
        duration => Assert.True(Iso8601Duration.TryParse(Iso8601Duration.Format(duration), out var read) && read == duration), iter: Iterations);

    [Fact]
    public void A_time_is_read_as_it_was_written() => Gen.DateTimeOffset.Sample(
        time => Assert.True(Rfc3339Time.TryParse(time.ToString("O", CultureInfo.InvariantCulture), out var read) && read == time && read.Offset == time.Offset), iter: Iterations);

    [Fact]
    public void A_cursor_is_read_as_it_was_written()
    {
        Gen.Long[0, long.MaxValue].Sample(place => Assert.Equal(place, JobCursor.Read(JobCursor.Write(place))), iter: Iterations);
        Gen.Select(Gen.Int[0, int.MaxValue], Gen.Int[0, int.MaxValue]).Sample(
            (attempt, number) => Assert.Equal(new JobLogPosition { Attempt = attempt, Number = number }, JobCursor.ReadPosition(JobCursor.Write(new JobLogPosition { Attempt = attempt, Number = number }))), iter: Iterations);
        var plain = Texts.Select(text => text.Replace("\0", "", StringComparison.Ordinal));
        Gen.Select(plain, plain).Sample((key, title) =>
            Assert.Equal(new MoviePosition { Key = key, Title = title }, MovieCursor.Read(MovieCursor.Write("title", new MoviePosition { Key = key, Title = title }), "title", isYear: false)), iter: Iterations);
        Gen.Select(plain.Where(text => text.Length > 0), Gen.Long).Sample((url, count) =>
            Assert.Equal(new PathCount { Url = url, Requests = count }, StatsCursor.Read(StatsCursor.Write(new PathCount { Url = url, Requests = count }))), iter: Iterations);
    }

    [Fact]
    public void An_event_id_is_read_as_it_was_written()
    {
        Gen.Select(Gen.Long[0, long.MaxValue], Gen.Int[0, int.MaxValue], Gen.Int[0, int.MaxValue], Gen.Bool).Sample((version, attempt, number, hasResult) =>
        {
            var id = new JobEventId(version, new JobLogPosition { Attempt = attempt, Number = number }, hasResult);
            Assert.True(JobEventId.TryParse(id.ToString(), out var read) && read == id);
        }, iter: Iterations);
        Gen.Select(Gen.Guid, Gen.Long[0, long.MaxValue]).Sample((feed, number) =>
            Assert.True(FeedEventId.TryParse(new FeedEventId(feed, number).ToString(), out var read) && read == new FeedEventId(feed, number)), iter: Iterations);
    }

    [Fact]
    public void An_API_key_is_read_as_it_was_written() => Gen.Guid.Sample(id =>
    {
        var key = ApiKeyText.New(id);
        Assert.Equal(key, ApiKeyText.Read(key.ToString()));
    }, iter: Iterations);

    [Fact]
    public void Any_text_is_read_or_refused() => Texts.Sample(text =>
    {
        _ = (Iso8601Duration.TryParse(text, out _), Rfc3339Time.TryParse(text, out _), JobEventId.TryParse(text, out _), FeedEventId.TryParse(text, out _));
        _ = (JobCursor.Read(text), JobCursor.ReadPosition(text), StatsCursor.Read(text), MovieCursor.Read(text, "title", isYear: true), IdText.Read(text), ApiKeyText.Read(text));
        _ = (EntityTag.ReadIfMatch(text, EntityTag.VersionOf), EntityTag.ReadIfMatch($"\"{text}\"", EntityTag.VersionOf), Loopback.IsOrigin(text), Loopback.IsOrigin("http://" + text), Loopback.IsName(text));
    }, iter: 5 * Iterations);

    [Fact]
    public void Any_bytes_are_an_object_or_a_problem() => Gen.Frequency((1, Gen.Byte.Array[0, 60]), (3, Texts.Select(Encoding.UTF8.GetBytes)), (2, Texts.Select(text => Encoding.UTF8.GetBytes($"{{\"a\":\"{text}\"}}")))).Sample(bytes =>
    {
        using var json = StrictJson.Parse(bytes);
        if (json.Problem is null) Assert.Equal(JsonValueKind.Object, json.Root.ValueKind);
    }, iter: 5 * Iterations);
}
