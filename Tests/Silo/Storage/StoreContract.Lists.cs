using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using Xunit;

namespace OrleansJobs.Tests.Silo.Storage;

public abstract partial class StoreContract
{
    [StoreFact]
    public async Task Any_filter_lists_what_matches_newest_first_page_by_page()
    {
        var all = await PutOneOfEach();
        string?[] kinds = [null, "a", "b", "unknown"];
        string?[] queues = [null, "x", "y", "unknown"];
        JobState?[] states = [null, .. Enum.GetValues<JobState>()];
        foreach (var filter in from kind in kinds from queue in queues from state in states select new JobFilter { Kind = kind, Queue = queue, State = state })
        {
            var expected = all.Where(job => Matches(job, filter)).OrderByDescending(job => job.Seq).Select(job => job.Seq).ToList();
            Assert.Equal(expected, await Seqs(filter with { Limit = 500 }));
            Assert.Equal(expected, await ByPages(filter with { Limit = 3 }));
        }
    }

    [StoreFact]
    public async Task Lists_leave_out_what_is_long()
    {
        var row = await Jobs.Put(Rows.Pending() with { Tags = ["t"] }, job => job.Run(), job => job.End() with { Checkpoint = Json.Parse("1"), Error = new JobError { Type = "x", Message = "y", Attempt = 1 } });
        var listed = Assert.Single(await Jobs.List(new JobFilter(), Rows.Now, CancellationToken.None));
        Assert.Equal(row with { Input = null, Result = null, Checkpoint = null, Attempts = [], Tags = [] }, listed with { Tags = [] });
        Assert.Equal("t", Assert.Single(listed.Tags));
    }

    [StoreFact]
    public async Task Scheduled_and_queued_are_found_behind_many_newer_of_the_other_kind()
    {
        var queued = await Jobs.Put(Rows.Pending("x", "a"));
        var scheduled = await Jobs.Put(Rows.Pending("x", "a", runAt: Rows.Now.AddHours(9)));
        await Task.WhenAll(Enumerable.Range(0, 2_500).Select(_ => Jobs.Write(null, Rows.Pending("x", "a", runAt: Rows.Now.AddHours(1)))));
        Assert.Equal([queued.Seq], await Seqs(new JobFilter { State = JobState.Queued, Limit = 10 }));

        var later = Rows.Now.AddHours(2);
        var filter = new JobFilter { State = JobState.Scheduled, Queue = "x", Kind = "a", Limit = 10 };
        Assert.Equal([scheduled.Seq], (await Jobs.List(filter, later, CancellationToken.None)).Select(job => job.Seq));
        Assert.Empty(await Jobs.List(filter with { Kind = "b" }, later, CancellationToken.None));
    }

    [StoreFact]
    public async Task Rows_of_many_queues_are_found_among_others_and_behind_all_of_them()
    {
        var queues = Enumerable.Range(0, 20).Select(n => $"q{n}").ToList();
        var old = await Task.WhenAll(queues.Select(queue => Jobs.Put(Rows.Pending(queue, "a"), job => job.Run(), job => job.End(JobPhase.Failed))));
        var spread = await Task.WhenAll(Enumerable.Range(0, 3_000).Select(n =>
            n % 10 == 0 ? Jobs.Put(Rows.Pending(queues[n / 10 % 20], "a"), job => job.Run(), job => job.End(JobPhase.Succeeded)) : Jobs.Put(Rows.Pending("x", "a"))));
        var (failed, succeeded) = (new JobFilter { State = JobState.Failed }, new JobFilter { State = JobState.Succeeded });
        var newest = spread.Where(job => job.Queue != "x").OrderByDescending(job => job.Seq).Select(job => job.Seq).ToList();
        Assert.Equal(newest.Take(50), await Seqs(succeeded with { Limit = 50 }));
        Assert.Equal(newest.Skip(50).Take(50), await Seqs(succeeded with { Limit = 50, Before = newest[49] }));
        Assert.Equal(newest, await ByPages(succeeded with { Limit = 100 }));
        var behind = old.OrderByDescending(job => job.Seq).Select(job => job.Seq).ToList();
        foreach (var limit in (int[])[1, 3, 20, 100]) Assert.Equal(behind, await ByPages(failed with { Limit = limit }));
    }

    [StoreFact]
    public async Task Of_very_many_scheduled_the_newest_are_found_behind_newer_ones_of_other_states()
    {
        // More than are put in order by time.
        var scheduled = await Task.WhenAll(Enumerable.Range(0, 5_020).Select(n => Jobs.Put(Rows.Pending(n % 2 == 0 ? "x" : "y", "a", runAt: Rows.Now.AddHours(1)))));
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Jobs.Put(Rows.Pending("x", "a"))));
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Jobs.Put(Rows.Pending("y", "a"), job => job.Run(), job => job.End(JobPhase.Succeeded))));
        var filter = new JobFilter { State = JobState.Scheduled, Limit = 30 };
        var newest = scheduled.OrderByDescending(job => job.Seq).ToList();
        var page = await Seqs(filter);
        Assert.Equal(newest.Take(30).Select(job => job.Seq), page);
        Assert.Equal(newest.Skip(30).Take(30).Select(job => job.Seq), await Seqs(filter with { Before = page[^1] }));
        Assert.Equal(newest.Where(job => job.Queue == "y").Take(30).Select(job => job.Seq), await Seqs(filter with { Queue = "y" }));
        Assert.Empty(await Seqs(filter with { Kind = "b" }));
    }

    private async Task<List<JobRecord>> PutOneOfEach()
    {
        var all = new List<JobRecord>();
        for (var round = 0; round < 2; round++)
        {
            foreach (var (kind, queue) in new[] { ("a", "x"), ("b", "y"), ("a", "y") })
            {
                all.Add(await Jobs.Put(Rows.Pending(queue, kind, priority: round)));
                all.Add(await Jobs.Put(Rows.Pending(queue, kind, runAt: Rows.Now.AddHours(1))));
                all.Add(await Jobs.Put(Rows.Pending(queue, kind), job => job.Run()));
                foreach (var phase in new[] { JobPhase.Succeeded, JobPhase.Failed, JobPhase.Cancelled })
                    all.Add(await Jobs.Put(Rows.Pending(queue, kind), job => job.Run(), job => job.End(phase)));
            }
        }

        return all;
    }

    private static bool Matches(JobRecord job, JobFilter filter) =>
        (filter.Kind is null || job.Kind == filter.Kind)
        && (filter.Queue is null || job.Queue == filter.Queue)
        && (filter.State is null || job.At(Rows.Now).State == filter.State);

    private async Task<List<long>> Seqs(JobFilter filter) =>
        [.. (await Jobs.List(filter, Rows.Now, CancellationToken.None)).Select(job => job.Seq)];

    private async Task<List<long>> ByPages(JobFilter filter)
    {
        var all = new List<long>();
        while (await Seqs(filter) is { Count: > 0 } page)
        {
            all.AddRange(page);
            filter = filter with { Before = page[^1] };
        }

        return all;
    }
}
