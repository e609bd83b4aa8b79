using OrleansJobs.Jobs;
using Xunit;

namespace OrleansJobs.Tests.Silo.Storage;

public abstract partial class StoreContract
{
    [StoreFact]
    public async Task A_log_is_read_in_pages_by_attempt_and_number()
    {
        var job = await Jobs.Put(Rows.Pending());
        var other = await Jobs.Put(Rows.Pending());
        await Jobs.Write(job, job with { Version = job.Version + 1 }, default, Line(2, 1), Line(1, 2), Line(1, 1), Line(10, 1), Line(2, 2));
        await Jobs.Write(other, other with { Version = other.Version + 1 }, default, Line(1, 9));

        var filter = new JobLogFilter { JobId = job.Id, Limit = 2 };
        Assert.Equal(["1.1", "1.2"], await LogTexts(filter));
        Assert.Equal(["2.1", "2.2"], await LogTexts(filter with { After = At(1, 2) }));
        Assert.Equal(["10.1"], await LogTexts(filter with { After = At(2, 2) }));
        Assert.Equal(["2.1", "2.2"], await LogTexts(filter with { Attempt = 2 }));
        Assert.Equal(["2.2"], await LogTexts(filter with { Attempt = 2, After = At(2, 1) }));
        Assert.Empty(await LogTexts(filter with { Attempt = 2, After = At(10, 0) }) ?? ["none"]);
        Assert.Empty(await LogTexts(filter with { Attempt = 3 }) ?? ["none"]);
    }

    [StoreFact]
    public async Task The_log_of_no_job_is_null_and_that_of_a_job_without_lines_is_empty()
    {
        Assert.Null(await Jobs.ReadLog(new JobLogFilter { JobId = Guid.NewGuid() }, CancellationToken.None));
        var job = await Jobs.Put(Rows.Pending());
        Assert.Empty(await Jobs.ReadLog(new JobLogFilter { JobId = job.Id }, CancellationToken.None) ?? [Line(0, 0)]);
    }

    private async Task<IEnumerable<string>?> LogTexts(JobLogFilter filter) =>
        (await Jobs.ReadLog(filter, CancellationToken.None))?.Select(line => line.Text);

    private static JobLogPosition At(int attempt, int number) => new() { Attempt = attempt, Number = number };

    private static JobLogLine Line(int attempt, int number) =>
        new() { Attempt = attempt, Number = number, At = DateTimeOffset.UnixEpoch, Text = $"{attempt}.{number}" };
}
