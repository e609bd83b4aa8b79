namespace OrleansJobs.Cli;

/// <summary>Makes commands.</summary>
internal static class Verb
{
    /// <summary>A command that does something.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it does.</param>
    /// <param name="given">Its arguments and options.</param>
    /// <param name="run">Does it.</param>
    /// <param name="isPatient">Whether it goes on while the service is away for some seconds; others tell soon that it does not answer.</param>
    public static Command Of(string name, string description, IEnumerable<Symbol> given, Func<Session, Task<ExitCode>> run, bool isPatient = false)
    {
        var command = new Command(name, description);
        foreach (var symbol in given)
        {
            if (symbol is Argument argument) command.Add(argument);
            if (symbol is Option option) command.Add(option);
        }

        command.SetAction(async (parsed, stop) =>
        {
            using var session = new Session(parsed, isPatient, stop);
            return (int)await run(session);
        });
        return command;
    }

    /// <summary>A command that does something, and has nothing to say by its exit code.</summary>
    public static Command Of(string name, string description, IEnumerable<Symbol> given, Func<Session, Task> run) => Of(name, description, given, async session =>
    {
        await run(session);
        return ExitCode.Ok;
    });

    /// <summary>A command of commands. Without one of them it does what the first does.</summary>
    public static Command Group(string name, string description, params ReadOnlySpan<Command> commands)
    {
        var group = new Command(name, description) { Action = commands[0].Action };
        foreach (var command in commands) group.Add(command);
        return group;
    }
}
