using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Grains;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Movies;
using OrleansJobs.Grains.Numbers;
using OrleansJobs.Jobs;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Grains.Jobs;

/// <summary>What is told of an input that does not fit its kind: the path and what is expected there, in the words of JSON.</summary>
public sealed class InputFaultTests
{
    private static readonly JobKinds Kinds = new ServiceCollection().AddEngine().AddBuiltInJobs().AddJob<Take<NumbersTotalInput>>("numbers")
        .AddJob<Take<MovieImportInput>>("movies").AddJob<Take<MixedInput>>("mixed").BuildServiceProvider().GetRequiredService<JobKinds>();

    [Theory]
    [InlineData("numbers", """{"numbers":"x"}""", "$.numbers must be an array or null")]
    [InlineData("numbers", """{"numbers":[1,5.5]}""", "$.numbers[1] must be a whole number from -9223372036854775808 to 9223372036854775807")]
    [InlineData("numbers", """{"numbers":[9223372036854775808]}""", "$.numbers[0] must be a whole number from -9223372036854775808 to 9223372036854775807")]
    [InlineData("numbers", """{"count":"5"}""", "$.count must be a whole number from -2147483648 to 2147483647")]
    [InlineData("numbers", """{"count":0}""", "count must be a whole number from 1 to 100000000.")]
    [InlineData("numbers", """{"other":1}""", "$.other is not known")]
    [InlineData("numbers", "[]", "$ must be an object")]
    [InlineData("movies", "{}", "$ lacks movies")]
    [InlineData("movies", """{"movies":{}}""", "$.movies must be an array")]
    [InlineData("movies", """{"movies":[{"title":"a"},5]}""", "$.movies[1] must be an object")]
    [InlineData("movies", """{"movies":[{"title":5}]}""", "$.movies[0].title must be a string or null")]
    [InlineData("movies", """{"movies":[{"name":"a"}]}""", "$.movies[0].name is not known")]
    [InlineData("mixed", """{"flag":1}""", "$.flag must be true or false")]
    [InlineData("mixed", """{"share":"1"}""", "$.share must be a number")]
    [InlineData("mixed", """{"at":"now"}""", "$.at must be a string in the form date-time")]
    [InlineData("mixed", """{"color":"blue"}""", "$.color must be one of \"Red\", \"Green\"")]
    [InlineData("mixed", """{"parts":{"a b":{"flag":"x"}}}""", "$.parts['a b'].flag must be true or false")]
    [InlineData("mixed", """{"wait":"x"}""", "$.wait must be an ISO 8601 duration in days, hours, minutes and seconds, such as \"PT30S\".")]
    public void The_path_and_what_is_expected_are_told(string kind, string input, string fault)
    {
        var told = Kinds.Find(kind)!.Check(Json.Parse(input));
        Assert.Equal($"does not fit kind {kind}: {fault}", told);
        TypeNames.AssertNone(told!);
    }

    [Theory]
    [InlineData("numbers", """{"numbers":[5.0,1e2,-9223372036854775808]}""")]
    [InlineData("numbers", """{"count":5.0}""")]
    [InlineData("numbers", """{"count":50e-1}""")]
    [InlineData("movies", """{"movies":[{"title":"a","genre":"g","releaseYear":1979.0}]}""")]
    [InlineData("mixed", """{"byName":{"5":1e1}}""")]
    [InlineData("mixed", """{"lenient":"5","maybe":"6"}""")]
    public void Whole_numbers_fit_however_they_are_written(string kind, string input) =>
        Assert.Null(Kinds.Find(kind)!.Check(Json.Parse(input)));

    internal sealed record MixedInput
    {
        public bool Flag { get; init; }

        public double Share { get; init; }

        public DateTimeOffset At { get; init; }

        public TimeSpan Wait { get; init; }

        public Color Color { get; init; }

        [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
        public int Lenient { get; init; }

        [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
        public long? Maybe { get; init; }

        public Dictionary<string, MixedInput> Parts { get; init; } = [];

        public Dictionary<int, byte> ByName { get; init; } = [];
    }

    [JsonConverter(typeof(JsonStringEnumConverter<Color>))]
    internal enum Color
    {
        Red,
        Green,
    }

    private sealed class Take<T> : IJobHandler<T, NoInput>
    {
        public Task<NoInput> RunAsync(T input, JobContext context, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
