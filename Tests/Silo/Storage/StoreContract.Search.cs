using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using Xunit;

namespace OrleansJobs.Tests.Silo.Storage;

public abstract partial class StoreContract
{
    [StoreFact]
    public async Task Any_search_finds_what_matches_in_either_order_page_by_page()
    {
        var all = new List<JobRecord>();
        for (var i = 0; i < 24; i++)
        {
            var row = Rows.Pending(i % 2 == 0 ? "x" : "y", i % 3 == 0 ? "a" : "b", runAt: Rows.Now.AddHours(i % 5 == 0 ? 1 : 0));
            all.Add(await Jobs.Put(row with { Tags = i % 4 == 0 ? ["t", "u"] : i % 4 == 1 ? ["u", "u"] : [], CreatedAt = Rows.Now.AddMinutes(10 * i) }));
        }

        foreach (var filter in from tag in new[] { null, "t", "u", "none" }
                               from state in new JobState?[] { null, JobState.Queued, JobState.Scheduled, JobState.Failed }
                               from created in new (int?, int?)[] { (null, null), (50, null), (null, 120), (55, 180), (500, null) }
                               from up in new[] { false, true }
                               select new JobFilter { Tag = tag, State = state, CreatedFrom = At(created.Item1), CreatedTo = At(created.Item2), OldestFirst = up, Queue = up ? null : "x", Kind = up ? "a" : null })
        {
            var expected = all.Where(job => Matches(job, filter) && (filter.Tag is null || job.Tags.Contains(filter.Tag))
                && !(job.CreatedAt < filter.CreatedFrom) && !(job.CreatedAt >= filter.CreatedTo)).Select(job => job.Seq);
            Assert.Equal(filter.OldestFirst ? expected : expected.Reverse(), await Found(filter with { Limit = 3 }));
            Assert.Equal(new JobCount { Count = expected.Count() }, await Jobs.Count(filter, Rows.Now, 100, CancellationToken.None));
        }

        static DateTimeOffset? At(int? minutes) => minutes is { } some ? Rows.Now.AddMinutes(some) : null;
    }

    [StoreFact]
    public async Task The_ends_of_the_calendar_hold_everything()
    {
        var job = await Jobs.Put(Rows.Pending());
        Assert.Equal([job.Seq], await Found(new JobFilter { CreatedFrom = DateTimeOffset.MinValue, CreatedTo = DateTimeOffset.MaxValue }));
        Assert.Empty(await Found(new JobFilter { CreatedFrom = DateTimeOffset.MaxValue }));
        Assert.Empty(await Found(new JobFilter { CreatedTo = DateTimeOffset.MinValue }));
    }

    [StoreFact]
    public async Task Text_is_the_beginning_of_an_id_or_a_kind_or_a_tag()
    {
        var first = await Jobs.Put(Rows.Pending(kind: "mail") with { Id = Guid.Parse("0199aaaa-bbbb-7ccc-8ddd-000000000001"), Tags = ["vip"] });
        var second = await Jobs.Put(Rows.Pending(kind: "other") with { Id = Guid.Parse("0199aaaa-bbbb-7ccc-8ddd-f00000000002"), Tags = ["vip", "mail"] });
        Assert.Equal([second.Seq, first.Seq], await Found(new JobFilter { Text = "0199AAAA", Limit = 1 }));
        Assert.Equal([first.Seq, second.Seq], await Found(new JobFilter { Text = "0199aaaa-bbbb", Limit = 1, OldestFirst = true }));
        Assert.Equal([second.Seq], await Found(new JobFilter { Text = $"{second.Id}" }));
        Assert.Equal([second.Seq], await Found(new JobFilter { Text = "0199aaaa", Tag = "mail" }));
        Assert.Equal([first.Seq], await Found(new JobFilter { Text = "mail" }));
        Assert.Equal([second.Seq, first.Seq], await Found(new JobFilter { Text = "vip" }));
        Assert.Equal([first.Seq], await Found(new JobFilter { Text = "vip", Kind = "mail" }));
        foreach (var nothing in new[] { "0199aaab", "ma", "%", "' OR 1=1 --", "0199aaaabbbb7ccc8dddf000000000020" })
            Assert.Empty(await Found(new JobFilter { Text = nothing }));
    }

    [StoreFact]
    public async Task All_jobs_whose_ids_begin_alike_are_found_however_many()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 2_500).Select(place => Jobs.Put(Rows.Pending(kind: place % 2 == 0 ? "even" : "odd") with
        {
            // The newest have the least ids.
            Id = Guid.Parse($"0199aaaa-bbbb-7ccc-8ddd-{2_500 - place:x12}"),
        })));
        await Jobs.Put(Rows.Pending() with { Id = Guid.Parse("0199aaab-0000-7ccc-8ddd-000000000001") });
        var seqs = all.Select(row => row.Seq).Order().ToList();
        Assert.Equal(seqs, await Found(new JobFilter { Text = "0199aaaa", Limit = 500, OldestFirst = true }));
        Assert.Equal(seqs.AsEnumerable().Reverse(), await Found(new JobFilter { Text = "0199aaaa", Limit = 500 }));
        Assert.Equal(1_250, (await Found(new JobFilter { Text = "0199aaaa", Kind = "odd", Limit = 500 })).Count);
    }

    [StoreFact]
    public async Task A_count_looks_at_so_many_rows_and_says_if_there_are_more()
    {
        for (var i = 0; i < 10; i++) await Jobs.Put(Rows.Pending(kind: i % 2 == 0 ? "even" : "odd") with { Tags = ["t"] });
        Assert.Equal(new JobCount { Count = 2, Estimated = true }, await Jobs.Count(new JobFilter { Tag = "t", Kind = "odd" }, Rows.Now, 4, CancellationToken.None));
        Assert.Equal(new JobCount { Count = 5 }, await Jobs.Count(new JobFilter { Tag = "t", Kind = "odd" }, Rows.Now, 11, CancellationToken.None));
        Assert.Equal(new JobCount { Count = 0 }, await Jobs.Count(new JobFilter { Tag = "other" }, Rows.Now, 4, CancellationToken.None));
        Assert.Equal(new JobCount { Count = 0 }, await Jobs.Count(new JobFilter { Text = "odd", Tag = "t", Kind = "even" }, Rows.Now, 4, CancellationToken.None));
    }

    [StoreFact]
    public async Task Replays_of_a_job_are_found()
    {
        var job = Guid.NewGuid();
        var first = await Jobs.Put(Rows.Pending(kind: "a") with { ReplayOf = job, Schedule = "s", Tags = ["t"] });
        await Jobs.Put(Rows.Pending() with { ReplayOf = Guid.NewGuid() });
        await Jobs.Put(Rows.Pending());
        var second = await Jobs.Put(Rows.Pending(kind: "b") with { ReplayOf = job });
        Assert.Equal([second.Seq, first.Seq], await Found(new JobFilter { ReplayOf = job, Limit = 1 }));
        Assert.Equal([first.Seq, second.Seq], await Found(new JobFilter { ReplayOf = job, Limit = 1, OldestFirst = true }));
        Assert.Equal([first.Seq], await Found(new JobFilter { ReplayOf = job, Kind = "a", Schedule = "s", Tag = "t", Text = $"{first.Id:N}"[..8] }));
        Assert.Empty(await Found(new JobFilter { ReplayOf = job, Schedule = "other" }));
    }

    [StoreFact]
    public async Task Tags_are_kept_with_the_job()
    {
        var row = await Jobs.Put(Rows.Pending() with { Tags = ["a", "b", "a"] }, job => job.Next() with { Tags = ["b", "c"] });
        Assert.Equal(["b", "c"], Texts("SELECT tag FROM job_tags ORDER BY tag"));
        await Jobs.Write(row with { Version = 99 }, row.Next() with { Tags = ["d"] });
        Assert.Equal(["b", "c"], Texts("SELECT tag FROM job_tags ORDER BY tag"));
        await Jobs.Write(row, row = row.Next() with { Tags = [] });
        Assert.Empty(Texts("SELECT tag FROM job_tags"));
        await Jobs.Write(row, row = row.Next() with { Tags = ["z"] });
        await Jobs.Delete(row);
        Assert.Empty(Texts("SELECT tag FROM job_tags"));
    }

    [StoreFact]
    public async Task A_search_looks_at_a_bounded_number_of_rows_for_a_page_and_goes_on_from_there()
    {
        var wanted = await Jobs.Put(Rows.Pending(kind: "rare"));
        await Task.WhenAll(Enumerable.Range(0, 4_100).Select(_ => Jobs.Write(null, Rows.Pending())));
        var filter = new JobFilter { Kind = "rare", CreatedFrom = Rows.Now };
        var page = await Jobs.Search(filter, Rows.Now, CancellationToken.None);
        Assert.Empty(page.Rows);
        Assert.NotNull(page.Next);
        Assert.Equal([wanted.Seq], await Found(filter));
        Assert.Equal([wanted.Seq], await Found(filter with { OldestFirst = true }));
    }

    private async Task<List<long>> Found(JobFilter filter)
    {
        var all = new List<long>();
        while (true)
        {
            var page = await Jobs.Search(filter, Rows.Now, CancellationToken.None);
            Assert.InRange(page.Rows.Count, 0, filter.Limit);
            all.AddRange(page.Rows.Select(row => row.Seq));
            if (page.Next is null) return all;
            filter = filter with { Before = page.Next };
        }
    }
}
