using System.Text;
using OrleansJobs.Grains.Numbers;
using Xunit;

namespace OrleansJobs.Tests.Grains.Numbers;

/// <summary>Arrays of numbers whose text comes in pieces.</summary>
public sealed class NumberArrayReaderTests
{
    [Theory]
    [InlineData("[]", new long[0])]
    [InlineData(" [ 0 , -17,\n9223372036854775807 , -9223372036854775808,5 ] \r\n", new[] { 0, -17, long.MaxValue, long.MinValue, 5 })]
    public void Any_cut_gives_the_same_numbers(string text, long[] numbers)
    {
        for (var size = 1; size <= text.Length; size++) Assert.Equal(numbers, Read(text, size));
    }

    [Theory]
    [InlineData("")]
    [InlineData("17")]
    [InlineData("[1,2")]
    [InlineData("[1,,2]")]
    [InlineData("[1] 2")]
    [InlineData("[1][2]")]
    [InlineData("[[1]]")]
    [InlineData("[1,\"2\"]")]
    [InlineData("[1,null]")]
    [InlineData("[1.5]")]
    [InlineData("[9223372036854775808]")]
    [InlineData("[NaN]")]
    [InlineData("{\"numbers\":[1]}")]
    [InlineData("<html><body>Sign in</body></html>")]
    public void Anything_else_is_refused_wherever_it_is_cut(string text)
    {
        for (var size = 1; size <= text.Length + 1; size++) Assert.False(Assert.Throws<SourceException>(() => Read(text, size)).MayPass);
    }

    [Fact]
    public void The_fault_names_its_byte() =>
        Assert.Contains("byte 8 ", Assert.Throws<SourceException>(() => Read("[1, 22, x]", 3)).Message, StringComparison.Ordinal);

    private static List<long> Read(string text, int size)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var (reader, all, numbers) = (new NumberArrayReader(), new List<long>(), new long[bytes.Length + 1]);
        for (int start = 0, end = 0; ;)
        {
            end = Math.Min(end + size, bytes.Length);
            var isEnd = end == bytes.Length;
            var (consumed, found) = reader.Read(bytes.AsSpan(start..end), isEnd, numbers);
            start += consumed;
            all.AddRange(numbers[..found]);
            if (isEnd) return all;
        }
    }
}
