namespace OrleansJobs.Cli.Access;

/// <summary>Commands about API keys.</summary>
internal static class KeyCommands
{
    private static readonly Grid<ApiKey> ListGrid = new(
        ("id", key => key.Id), ("name", key => key.Name), ("scopes", key => key.Scopes), ("tenant", key => key.Tenant), ("made", key => key.CreatedAt),
        ("by", key => key.CreatedBy), ("used", key => key.LastUsedAt), ("expires", key => key.ExpiresAt));

    public static Command Make() => Verb.Group("keys", "API keys. Alone, lists them.", List(), Create(), Revoke());

    private static Command List() => Verb.Of("list", "Lists API keys.", [], async session =>
        await session.ShowAll(await session.Client.ApiKeys.List(session.Stop), ListGrid));

    private static Command Create()
    {
        var name = Give.Name("name", "What people call it.");
        var scopes = Give.Texts("--scope", "What whoever has it may do: jobs:read, jobs:submit, jobs:work, jobs:operate, admin.");
        var tenant = Give.Text("--tenant", "The tenant whose jobs alone it is for.");
        var expires = Give.Time("--expires", "From when on it counts no more.");
        return Verb.Of("create", "Makes an API key, and prints it this once.", [name, scopes, tenant, expires], async session =>
        {
            var key = new ApiKeySpec { Name = session.Get(name), Scopes = session.Get(scopes) ?? [], Tenant = session.Get(tenant), ExpiresAt = session.Get(expires) };
            session.Done((await session.Client.ApiKeys.Create(key, session.Stop)).Key);
        });
    }

    private static Command Revoke()
    {
        var id = Give.Id("The key's id.");
        return Verb.Of("revoke", "Ends an API key.", [id], async session =>
        {
            await session.Client.ApiKeys.Revoke(session.Get(id), session.Stop);
            session.Done($"The key {session.Get(id)} has ended.");
        });
    }
}
