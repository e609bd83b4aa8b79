using Spectre.Console;
using Spectre.Console.Rendering;

namespace OrleansJobs.Cli.Output;

/// <summary>The standard output: for people on a terminal with colours, else plain and as wide as it must be.</summary>
internal sealed class Screen
{
    // A terminal breaks what is too long for it, and what is copied from there is whole again. No other reader has a width.
    private const int AnyWidth = 1 << 28;

    private readonly TextWriter _output;

    public Screen(Surroundings surroundings)
    {
        _output = surroundings.Output;
        Words = new Words(surroundings.Time.LocalTimeZone);
        var hasColors = surroundings.IsTerminal && surroundings.Variable("NO_COLOR") is null or "";
        Console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(_output),
            Ansi = surroundings.IsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = hasColors ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = surroundings.IsTerminal ? InteractionSupport.Yes : InteractionSupport.No,
        });
        if (!surroundings.IsTerminal) Console.Profile.Width = AnyWidth;
    }

    /// <summary>What draws tables and bars.</summary>
    public IAnsiConsole Console { get; }

    /// <summary>Values as people read them.</summary>
    public Words Words { get; }

    /// <summary>Draws a table in lines as long as they must be.</summary>
    public void Write(IRenderable drawn)
    {
        var width = Console.Profile.Width;
        Console.Profile.Width = AnyWidth;
        Console.Write(drawn);
        Console.Profile.Width = width;
    }

    /// <summary>Writes a line, of which others may have said parts.</summary>
    public void WriteLine(string text) => Console.WriteLine(Safe.Text(text));

    /// <summary>Writes lines of our own making, as they are.</summary>
    public void WriteText(string text) => Console.WriteLine(text);

    /// <summary>Writes a value in one line.</summary>
    public void WriteJson(JsonElement json) => _output.WriteLine(JsonOutput.Compact(json));
}
