using System.CommandLine.Invocation;
using OrleansJobs.Cli.Access;
using OrleansJobs.Cli.Batches;
using OrleansJobs.Cli.Bench;
using OrleansJobs.Cli.Doctor;
using OrleansJobs.Cli.Jobs;
using OrleansJobs.Cli.Queues;
using OrleansJobs.Cli.Schedules;

namespace OrleansJobs.Cli;

/// <summary>All commands, and what becomes of one.</summary>
internal static class CommandLine
{
    /// <summary>Runs what a command line says.</summary>
    public static async Task<ExitCode> Run(IReadOnlyList<string> args, Surroundings surroundings)
    {
        // Without response files: @file is what JSON options read.
        var given = Root().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (given.Action is ParseErrorAction)
        {
            foreach (var error in given.Errors) await surroundings.Error.WriteLineAsync(Safe.Text(error.Message));
            await surroundings.Error.WriteLineAsync("--help says what there is.");
            return ExitCode.Usage;
        }

        try
        {
            return (ExitCode)await given.InvokeAsync(surroundings);
        }
        catch (Exception error) when (Failure.Of(error) is { } failure)
        {
            failure.Tell(surroundings.Error);
            return failure.Code;
        }
    }

    /// <summary>All commands.</summary>
    public static RootCommand Root() => new("Submits, watches and changes jobs of an OrleansJobs service, and finds out what is wrong.")
    {
        Shared.Url(),
        Shared.Key(),
        Shared.Json(),
        SubmitCommand.Make(),
        WatchCommand.Make(),
        JobReads.List(),
        JobReads.Show(),
        JobReads.Logs(),
        JobReads.Result(),
        JobReads.Explain(),
        JobReads.Steps(),
        JobReads.Deliveries(),
        JobReads.Counts(),
        JobChanges.Cancel(),
        JobChanges.Retry(),
        JobChanges.Replay(),
        JobChanges.Signal(),
        JobChanges.Delete(),
        ActCommand.Make(),
        QueueCommands.Make(),
        QueueCommands.Lanes(),
        QueueCommands.Workers(),
        QueueCommands.Kinds(),
        ScheduleCommands.Make(),
        BatchCommands.Make(),
        KeyCommands.Make(),
        BenchCommand.Make(),
        DoctorCommand.Make(),
    };
}
