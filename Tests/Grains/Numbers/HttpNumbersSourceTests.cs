using OrleansJobs.Grains.Numbers;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Grains.Numbers;

/// <summary>Numbers from a real server that does its work. What happens with others: SourceFailureTests.</summary>
public sealed class HttpNumbersSourceTests
{
    [Fact]
    public async Task All_numbers_of_a_long_answer_arrive_in_order()
    {
        var numbers = Enumerable.Range(-50_000, 100_000).Select(number => number * 1_000_003L).ToList();
        await using var server = LoopbackServer.Answering($"[{string.Join(", ", numbers)}]");
        Assert.Equal(numbers, await Read(server.Url));
    }

    [Fact]
    public async Task An_answer_in_drops_is_read_as_one_in_a_piece()
    {
        await using var server = new LoopbackServer(async connection =>
        {
            connection.Socket.NoDelay = true;
            foreach (var letter in "HTTP/1.1 200 OK\r\nContent-Length: 18\r\nConnection: close\r\n\r\n[10, -200, 3000]  ") await connection.Write($"{letter}");
        });
        Assert.Equal([10, -200, 3000], await Read(server.Url));
    }

    [Fact]
    public async Task A_count_takes_the_first_numbers_and_does_not_wait_for_the_rest()
    {
        await using var server = new LoopbackServer(async connection =>
        {
            await connection.Write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n[1,2,3,4,");
            await connection.Hang();
        });
        Assert.Equal([1, 2, 3], await Read(server.Url, 3));
    }

    [Fact]
    public async Task More_than_there_are_is_a_fault_of_the_source()
    {
        await using var server = LoopbackServer.Answering("[1,2,3]");
        var fault = await Assert.ThrowsAsync<SourceException>(() => Read(server.Url, 4));
        Assert.Equal("The numbers source has only 3 numbers; 4 are asked for.", fault.Message);
    }

    [Theory]
    [InlineData(null, "GET /numbers?n=1000001 ")]
    [InlineData(2, "GET /numbers?n=2 ")]
    public async Task The_address_can_say_how_many_are_asked_for(int? count, string line)
    {
        var asked = "";
        await using var server = new LoopbackServer(connection =>
        {
            asked = connection.Request;
            return connection.Write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n[0,1]");
        });
        Assert.Equal([0, 1], await Read(server.Url + "?n={count}", count));
        Assert.StartsWith(line, asked, StringComparison.Ordinal);
    }

    private static async Task<List<long>> Read(string url, int? count = null)
    {
        using var source = NumbersSamples.Http(new NumbersOptions { SourceUrl = url });
        return await NumbersSamples.Read(source, count);
    }
}
