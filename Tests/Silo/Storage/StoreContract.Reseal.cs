using OrleansJobs.Silo.Storage.Sealing;
using Xunit;

namespace OrleansJobs.Tests.Silo.Storage;

public abstract partial class StoreContract
{
    [StoreFact]
    public async Task Reseal_brings_all_under_the_current_key_in_any_number_of_runs()
    {
        var plain = await Jobs.Put(Rows.Pending() with { Input = Secret });
        Seal("k1");
        var (job, _) = await FillWithSecrets();
        Assert.Contains("is in use", (await Reseal(2, "k2", "k1")).Error, StringComparison.Ordinal);
        Close();
        Assert.Contains("Done: 5 rows", (await Reseal(0, "k2", "k1")).Output, StringComparison.Ordinal);
        Assert.Contains("Done: 0 rows", (await Reseal(0, "k2", "k1")).Output, StringComparison.Ordinal);
        Assert.Contains("Done: 0 rows", (await Reseal(0, "k2")).Output, StringComparison.Ordinal);
        Seal("k2");
        Assert.Equal(Secret, (await Stored(plain)).Input);
        AssertSame(job, await Stored(job));
        Assert.Equal([$"charge {Secret}"], await Read(job));
        Assert.Equal(Secret, (await Schedules.Read("nightly", CancellationToken.None))!.Spec.Job.Input);
        Close();

        // What it cannot open stays; and without a current key all is stored as it is.
        var left = await Reseal(2, "k3");
        Assert.Contains("Done: 0 rows", left.Output, StringComparison.Ordinal);
        Assert.Contains("They name the keys k2.", left.Error, StringComparison.Ordinal);
        Assert.Contains("Done: 5 rows", (await Reseal(0, "", "k2")).Output, StringComparison.Ordinal);
        Seal("");
        Assert.Equal(Secret, (await Stored(job)).Input);
        Assert.StartsWith("{", Assert.Single(Texts("SELECT detail FROM schedules")), StringComparison.Ordinal);
    }

    private async Task<(string Output, string Error)> Reseal(int code, string current, params string[] others)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        List<string> args = ["--Storage:Provider", $"{Place.Options.Provider}", "--Storage:DataDirectory", Place.Options.DataDirectory, $"--ConnectionStrings:OrleansJobs={Place.Options.ConnectionString}", "--Storage:BusyTimeout", "00:00:00.300"];
        foreach (var (id, key) in Keys.Options(current, others).Keys) args.Add($"--Storage:Encryption:Keys:{id}={key}");
        if (current.Length > 0) args.Add($"--Storage:Encryption:Key={current}");
        var ended = await ResealCommand.Run(args, TimeProvider.System, output, error);
        Assert.True(code == ended, error.ToString());
        return (output.ToString(), error.ToString());
    }
}
