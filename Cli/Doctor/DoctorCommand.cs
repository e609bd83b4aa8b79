using OrleansJobs.Cli.KillTest;
using Spectre.Console;

namespace OrleansJobs.Cli.Doctor;

/// <summary>Looks at a service and says what is wrong with it; or tries on one of its own what a crash costs.</summary>
internal static class DoctorCommand
{
    private static readonly TimeSpan DefaultStuckAfter = TimeSpan.FromMinutes(1);

    public static Command Make()
    {
        var stuckAfter = Give.Duration("--stuck-after", "A job that is due and waits longer is a problem. Default 1m.");
        var killTest = Give.Flag("--kill-test", "Starts a service of its own, kills it under load, and says what was lost.");
        var options = new KillTestOptions();
        return Verb.Of("doctor", "Says what is wrong with the service, and what to do.", [stuckAfter, killTest, .. options.All], async session =>
        {
            if (session.Get(killTest)) return await KillTestRun.Run(session, options.Read(session));
            var problems = 0;
            await foreach (var finding in Examination.Of(session, session.Get(stuckAfter) ?? DefaultStuckAfter))
            {
                Tell(session, finding);
                if (finding.Severity == Severity.Problem) problems++;
            }

            if (!session.AsJson) session.Screen.WriteLine(problems switch { 0 => "No problems.", 1 => "1 problem.", _ => $"{problems} problems." });
            return problems == 0 ? ExitCode.Ok : ExitCode.ProblemFound;
        });
    }

    private static void Tell(Session session, Finding finding)
    {
        if (session.AsJson)
        {
            session.Screen.WriteJson(JsonSerializer.SerializeToElement(finding, FindingJson.Default.Finding));
            return;
        }

        var color = finding.Severity switch { Severity.Problem => Color.Red, Severity.Note => Color.Yellow, _ => Color.Green };
        session.Screen.Write(new Text(finding.Severity.ToString().ToLowerInvariant().PadRight(8), new Style(color)));
        session.Screen.WriteLine($"{finding.About}: {finding.Text}");
        if (finding.Advice is { } advice) session.Screen.WriteLine($"        {advice}");
    }
}
