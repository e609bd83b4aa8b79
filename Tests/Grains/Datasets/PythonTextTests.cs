using OrleansJobs.Grains.Datasets.Statistics;
using Xunit;

namespace OrleansJobs.Tests.Grains.Datasets;

/// <summary>Texts as Python prints them; the expected ones are what CPython 3 gives for the same values.</summary>
public sealed class PythonTextTests
{
    [Theory]
    [InlineData("plain", "('plain',)")]
    [InlineData("", "('',)")]
    [InlineData("it's", "(\"it's\",)")]
    [InlineData("a \"b\"", "('a \"b\"',)")]
    [InlineData("it's \"b\"", "('it\\'s \"b\"',)")]
    [InlineData("back\\slash", @"('back\\slash',)")]
    [InlineData("a\tb\nc\rd", @"('a\tb\nc\rd',)")]
    [InlineData("\u0000\u001b\u007f\u0085\u00a0\u00ad", @"('\x00\x1b\x7f\x85\xa0\xad',)")]
    [InlineData("é ü 漢", "('é ü 漢',)")]
    [InlineData("\u200b\u2028\ue000\ufeff", @"('\u200b\u2028\ue000\ufeff',)")]
    [InlineData("\U0001F600\U000E0001", "('\U0001F600\\U000e0001',)")]
    public void A_text_is_quoted_and_escaped(string value, string expected) => Assert.Equal(expected, PythonText.Tuple(value));

    [Fact]
    public void Items_have_a_comma_between_them() => Assert.Equal("('a', \"b's\", 'c')", PythonText.Tuple("a", "b's", "c"));
}
