using System.Text.Json;
using OrleansJobs.Datasets;
using OrleansJobs.Jobs;
using Xunit;

namespace OrleansJobs.Tests.Grains.Datasets;

/// <summary>Statistics as jobs.</summary>
public sealed class StatisticJobTests(DatasetHost host) : IClassFixture<DatasetHost>
{
    private static readonly NaiveStatistics Naive = new(SampleCsv.Text);

    [Fact]
    public async Task Sixteen_callers_at_once_get_the_answers_to_their_own_questions()
    {
        var (questions, locations) = (Naive.Questions.ToList(), Naive.Locations.ToList());
        var faults = await Task.WhenAll(Enumerable.Range(0, 16).Select(async caller =>
        {
            for (var i = 0; i < 20; i++)
            {
                var (statistic, question) = (DatasetStatistics.All[(caller + i) % 9], questions[(caller * 7 + i) % 9]);
                var state = locations[(caller * 11 + i * 3) % 55];
                var job = await host.Engine.Run(Spec(statistic, new { question, state }));
                if (StatisticCheck.Difference(Naive, statistic, question, state, job.Result) is { } difference) return $"{job.Kind} {job.Input}: {difference}";
            }

            return null;
        }));
        Assert.All(faults, Assert.Null);
    }

    [Fact]
    public async Task A_pair_without_rows_fails_at_once_with_no_data()
    {
        var job = await host.Engine.Run(Spec(DatasetStatistic.StateMean, new { question = Naive.Questions.First(q => q.Contains("and engage in", StringComparison.Ordinal)), state = "Virgin Islands" }));
        Assert.Equal((JobState.Failed, "No data", 1), (job.State, job.Error!.Message, job.Attempts.Length));
    }

    [Theory]
    [InlineData("""{"question": "Why?"}""", "question is not one of the dataset's questions")]
    [InlineData("""{"question": "Why?", "dataset": "none"}""", "There is no dataset \"none\".")]
    [InlineData("""{"question": "Why?", "dataset": "a/b"}""", "There is no dataset \"a/b\".")]
    public async Task A_question_without_answer_fails_at_once(string input, string message)
    {
        var job = await host.Engine.Run(new JobSpec { Kind = "datasets.states_mean", Input = Json.Parse(input) });
        Assert.Equal((JobState.Failed, message, 1), (job.State, job.Error!.Message, job.Attempts.Length));
    }

    [Fact]
    public async Task Another_dataset_can_be_asked_and_jobs_are_in_a_queue_of_their_own()
    {
        await host.Upload("small", SampleCsv.Small);
        var job = await host.Engine.Run(new JobSpec { Kind = "datasets.worst5", Input = Json.Parse("""{"question": "How many?", "dataset": "small"}""") });
        Assert.Equal(("datasets", """{"Ohio":1.5,"Utah":4}"""), (job.Queue, job.Result!.ToString()));
    }

    // Kinds of all locations take no state.
    private static JobSpec Spec(DatasetStatistic statistic, object input)
    {
        var element = JsonSerializer.SerializeToNode(input)!.AsObject();
        if (!statistic.IsOfState()) element.Remove("state");
        return new JobSpec { Kind = statistic.Kind(), Input = Json.Parse(element.ToJsonString()) };
    }
}
