using OrleansJobs.Grains.Movies;
using OrleansJobs.Movies;
using Xunit;

namespace OrleansJobs.Tests.Grains.Movies;

public sealed class MovieRulesTests
{
    [Theory]
    [InlineData("2024-02-29", 2024, 2, 29)]
    [InlineData("2024/02/29", 2024, 2, 29)]
    [InlineData("2024:02:29", 2024, 2, 29)]
    [InlineData("0001-01-01", 1, 1, 1)]
    [InlineData("9999-12-31", 9999, 12, 31)]
    public void A_day_is_read_with_any_of_three_separators(string text, int year, int month, int day)
    {
        Assert.True(MovieRules.TryReadDate(text, out var date));
        Assert.Equal(new DateOnly(year, month, day), date);
        Assert.Equal($"{year:0000}-{month:00}-{day:00}", MovieRules.Write(date));
    }

    [Theory]
    [InlineData("2024-02-30")]
    [InlineData("2023-02-29")]
    [InlineData("1900-02-29")]
    [InlineData("2024-13-01")]
    [InlineData("2024-00-10")]
    [InlineData("0000-01-01")]
    [InlineData("2024-1-1")]
    [InlineData("24-01-01")]
    [InlineData("2024-02/29")]
    [InlineData("2024.02.29")]
    [InlineData("20240229")]
    [InlineData("29-02-2024")]
    [InlineData("2024-02-29T00:00:00Z")]
    [InlineData(" 2024-02-29")]
    [InlineData("٢٠٢٤-02-29")]
    [InlineData("")]
    public void What_is_no_day_is_refused(string text) => Assert.False(MovieRules.TryReadDate(text, out _));

    [Theory]
    [InlineData("1994", 1994)]
    [InlineData("01994", 1994)]
    [InlineData("-5", -5)]
    public void A_year_is_a_whole_number(string text, int year)
    {
        Assert.True(MovieRules.TryReadYear(text, out var read));
        Assert.Equal(year, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" 1994")]
    [InlineData("1994.0")]
    [InlineData("1.994e3")]
    [InlineData("1,994")]
    [InlineData("MCMXCIV")]
    [InlineData("99999999999")]
    public void What_is_no_whole_number_is_no_year(string text) => Assert.False(MovieRules.TryReadYear(text, out _));

    [Theory]
    [InlineData(1, true)]
    [InlineData(2025, true)]
    [InlineData(0, false)]
    [InlineData(2026, false)]
    [InlineData(2027, false)]
    public void A_movie_is_released_before_this_year(int year, bool isGood) =>
        Assert.Equal(isGood, MovieRules.Faults(MovieSamples.Spec("Alien", year: year), MovieSamples.ThisYear).IsEmpty);

    [Theory]
    [InlineData("a", 50, 25)]
    [InlineData("é", 50, 25)]
    // Two UTF-16 units, one character.
    [InlineData("🎬", 50, 25)]
    // A letter and an accent: two characters.
    [InlineData("e\u0301", 25, 12)]
    public void A_character_is_a_scalar_value(string character, int titles, int genres)
    {
        string Of(int count) => string.Concat(Enumerable.Repeat(character, count));
        Assert.Empty(MovieRules.Faults(MovieSamples.Spec(Of(titles), Of(genres)), MovieSamples.ThisYear));
        Assert.Equal(
            ["title", "genre"],
            MovieRules.Faults(MovieSamples.Spec(Of(titles + 1), Of(genres + 1)), MovieSamples.ThisYear).Select(fault => fault.Field));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \u00A0")]
    [InlineData("a\nb")]
    [InlineData("a\0")]
    [InlineData(".")]
    [InlineData("..")]
    public void A_title_can_be_seen_and_addressed(string title) => Assert.NotNull(MovieRules.TitleFault(title));

    [Theory]
    [InlineData("'; DROP TABLE movies; --")]
    [InlineData("100%")]
    [InlineData("Face/Off")]
    [InlineData("...")]
    [InlineData("WALL·E")]
    public void Any_other_text_is_a_title(string title) => Assert.Null(MovieRules.TitleFault(title));

    [Fact]
    public void All_faults_are_told_at_once_and_each_field_has_one()
    {
        Assert.False(MovieText.TryRead(null, new string('x', 26), "abc", "2024-02-30", MovieSamples.ThisYear, out _, out var faults));
        Assert.Equal(["expiryDate", "genre", "releaseYear", "title"], faults.Select(fault => fault.Field).Order());
        Assert.False(MovieText.TryRead(null, null, null, null, MovieSamples.ThisYear, out _, out faults));
        Assert.Equal(4, faults.Length);
        Assert.All(faults, fault => Assert.Equal("is required", fault.Message));
    }

    [Theory]
    [InlineData("ÉTÉ", "été")]
    [InlineData("ΟΔΟΣ", "οδος")]
    [InlineData("οδος", "οδοσ")]
    [InlineData("ЁЛКИ", "ёлки")]
    [InlineData("\U00010400", "\U00010428")]
    [InlineData("\u00B5", "\u03BC")]
    public void Texts_that_differ_in_case_only_fold_to_the_same(string one, string other) => Assert.Equal(FoldedText.Of(one), FoldedText.Of(other));

    [Theory]
    [InlineData("é", "e")]
    [InlineData("ß", "ss")]
    [InlineData("\u017F", "s")]
    [InlineData("\u0130", "i")]
    [InlineData("%", "_")]
    public void Other_texts_do_not(string one, string other) => Assert.NotEqual(FoldedText.Of(one), FoldedText.Of(other));
}
