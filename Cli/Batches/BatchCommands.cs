using Spectre.Console.Rendering;

namespace OrleansJobs.Cli.Batches;

/// <summary>Commands about batches.</summary>
internal static class BatchCommands
{
    private const int DefaultLimit = 50;

    private static readonly Grid<Batch> ListGrid = new(
        ("id", batch => batch.Id), ("state", batch => batch.State), ("total", batch => batch.Total), ("succeeded", batch => batch.Succeeded),
        ("failed", batch => batch.Failed), ("cancelled", batch => batch.Cancelled), ("created", batch => batch.CreatedAt), ("tags", batch => batch.Tags));

    public static Command Make() => Verb.Group("batches", "Jobs that are counted together. Alone, lists them.", List(), Show(), Cancel());

    private static Command List()
    {
        var limit = Give.Number("--limit", $"At most so many, the newest first. Default {DefaultLimit}.", 1, DefaultLimit);
        return Verb.Of("list", "Lists batches.", [limit], session => session.ShowAll(session.Client.Batches.List(session.Stop), ListGrid, session.Get(limit) ?? DefaultLimit));
    }

    private static Command Show()
    {
        var id = Give.Id("The batch.");
        return Verb.Of("show", "Shows a batch.", [id], async session => session.Show(await session.Client.Batches.Get(session.Get(id), session.Stop), Details(session.Screen.Words)));
    }

    private static Command Cancel()
    {
        var (id, reason) = (Give.Id("The batch."), Give.Text("--reason", "Why, for people."));
        return Verb.Of("cancel", "Cancels all jobs of a batch that have not ended.", [id, reason], async session =>
            session.Show(await session.Client.Batches.Cancel(session.Get(id), session.Get(reason), session.Stop), Details(session.Screen.Words)));
    }

    private static Func<Batch, IRenderable> Details(Words words) => batch => Facts.Of(
        words, ("id", batch.Id), ("state", batch.State), ("total", batch.Total), ("succeeded", batch.Succeeded), ("failed", batch.Failed), ("cancelled", batch.Cancelled),
        ("tags", batch.Tags), ("created", batch.CreatedAt), ("completed", batch.CompletedAt), ("parent", batch.Parent), ("callbacks", batch.Callbacks), ("cancel reason", batch.CancelReason));
}
