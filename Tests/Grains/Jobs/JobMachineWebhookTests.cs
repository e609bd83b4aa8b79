using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using Xunit;
using static OrleansJobs.Tests.Grains.Jobs.JobSamples;

namespace OrleansJobs.Tests.Grains.Jobs;

/// <summary>What a job notes of who is told of its ends.</summary>
public sealed class JobMachineWebhookTests
{
    private static readonly JobRecord Job = Pending() with { Webhook = new EndWebhook("https://example.org/"), HasChildren = true };

    private static readonly JobRecord Ended = Job with { Phase = JobPhase.Succeeded, EndedAt = Now };

    [Fact]
    public void The_job_that_tells_of_an_end_is_noted_when_a_job_begins_and_another_when_it_is_retried()
    {
        Assert.Equal(Job.Delivery, EndsToTell.NotedBy(null, Job));
        Assert.Null(EndsToTell.NotedBy(Job, Ended));
        var again = Apply(Ended, new JobEvent.RetryRequested(null));
        Assert.Equal(2, again.Webhook!.Number);
        Assert.Equal(again.Delivery, EndsToTell.NotedBy(Ended, again));
        Assert.NotEqual(Job.Delivery, again.Delivery);
    }

    [Fact]
    public void A_job_of_which_nobody_is_told_notes_none()
    {
        Assert.Null(EndsToTell.NotedBy(null, Pending()));
        Assert.Null(EndsToTell.NotedBy(Succeeded(), Apply(Succeeded(), new JobEvent.RetryRequested(null))));
    }

    [Theory]
    [InlineData(false, 2, 1)]
    [InlineData(false, 1, 1)]
    [InlineData(true, 2, 2)]
    [InlineData(true, 3, 2)]
    public void An_end_that_is_retried_in_the_same_commit_does_not_count(bool hadEnded, int byEvents, int expected)
    {
        var after = Job with { Webhook = Job.Webhook! with { Number = byEvents } };
        Assert.Equal(expected, EndsToTell.Numbered(hadEnded ? Ended : Job, after).Webhook!.Number);
    }

    [Fact]
    public void The_first_end_is_number_one_whatever_was_folded_into_the_submit() =>
        Assert.Equal(1, EndsToTell.Numbered(null, Job with { Webhook = Job.Webhook! with { Number = 2 } }).Webhook!.Number);

    [Fact]
    public void A_later_submit_of_a_debounce_key_says_who_is_told()
    {
        var first = Pending() with { DebounceKey = "k", DebounceUntil = Now.AddHours(1) };
        var later = first with { Webhook = Job.Webhook, HasChildren = true };
        var debounced = Apply(first, new JobEvent.Debounced(later, DebounceKeep.Last));
        Assert.Equal((Job.Webhook, true), (debounced.Webhook, debounced.HasChildren));
        Assert.Equal(debounced.Delivery, EndsToTell.NotedBy(first, debounced));
        Assert.Null(Apply(first, new JobEvent.Debounced(later, DebounceKeep.First)).Webhook);
    }
}
