using OrleansJobs.Access;
using OrleansJobs.Jobs;
using OrleansJobs.Silo.Storage.Access;
using Xunit;

namespace OrleansJobs.Tests.Silo.Storage;

public abstract partial class StoreContract
{
    private AccessTable Access => new(Store.Database);

    [StoreFact]
    public async Task API_keys_are_kept_until_they_are_removed_and_are_no_more_than_allowed()
    {
        var (old, young) = (KeyOf(1), KeyOf(2) with { Hash = "h2" });
        Assert.True(await Access.AddKey(old, 2));
        Assert.True(await Access.AddKey(young, 2));
        Assert.False(await Access.AddKey(KeyOf(3), 2));
        Close();
        Assert.Equal([young.Key.Id, old.Key.Id], (await Access.ListKeys(CancellationToken.None)).Select(key => key.Id));
        var found = await Access.FindKey(old.Key.Id, CancellationToken.None);
        Assert.Equal(old with { Key = old.Key with { Scopes = found!.Key.Scopes } }, found);
        Assert.Equal("jobs:read jobs:submit", string.Join(' ', found.Key.Scopes));

        await Access.KeyUsed(old.Key.Id, Rows.Now);
        Assert.Equal(Rows.Now, (await Access.FindKey(old.Key.Id, CancellationToken.None))!.Key.LastUsedAt);
        Assert.True(await Access.RemoveKey(old.Key.Id));
        Assert.False(await Access.RemoveKey(old.Key.Id));
        Assert.Null(await Access.FindKey(old.Key.Id, CancellationToken.None));
    }

    [StoreFact]
    public async Task What_operators_changed_is_listed_newest_first_by_caller_and_path_page_by_page()
    {
        for (var number = 1; number <= 4; number++) await Access.PutAudit(Change(number, number % 2 == 0 ? "a" : "b"), DateTimeOffset.MinValue);
        await Access.PutAudit(Change(2, "a") with { Status = 200, Before = Json.Parse("{\"x\":1}"), After = Json.Parse("{\"x\":2}") }, DateTimeOffset.MinValue);

        var all = await Access.ListAudit(new AuditFilter { Limit = 3 }, CancellationToken.None);
        Assert.Equal(["/4", "/3", "/2"], all.Select(one => one.Entry.Target));
        Assert.Equal((200, "{\"x\":1}", "{\"x\":2}"), (all[2].Entry.Status, all[2].Entry.Before!.ToString(), all[2].Entry.After!.ToString()));
        Assert.Equal(["/1"], (await Access.ListAudit(new AuditFilter { Before = all[2].Place }, CancellationToken.None)).Select(one => one.Entry.Target));
        Assert.Equal(["/4", "/2"], (await Access.ListAudit(new AuditFilter { Actor = "a" }, CancellationToken.None)).Select(one => one.Entry.Target));
        Assert.Equal(["/3"], (await Access.ListAudit(new AuditFilter { Target = "/3" }, CancellationToken.None)).Select(one => one.Entry.Target));
    }

    [StoreFact]
    public async Task What_operators_changed_long_ago_goes_as_new_changes_come()
    {
        for (var number = 1; number <= 3; number++) await Access.PutAudit(Change(number, "a"), DateTimeOffset.MinValue);
        await Access.PutAudit(Change(4, "a"), Rows.Now.AddSeconds(3));
        Assert.Equal(["/4", "/3"], (await Access.ListAudit(new AuditFilter(), CancellationToken.None)).Select(one => one.Entry.Target));
    }

    internal static StoredApiKey KeyOf(int number) => new()
    {
        Hash = "h",
        Key = new ApiKey
        {
            Id = new Guid(number, 0, 0, new byte[8]),
            Name = "n",
            Scopes = ["jobs:read", "jobs:submit"],
            Tenant = "shop",
            CreatedAt = Rows.Now,
            CreatedBy = "admin-key",
            ExpiresAt = Rows.Now.AddDays(1),
        },
    };

    internal static AuditEntry Change(int number, string actor) => new()
    {
        Id = new Guid(number, 0, 0, new byte[8]),
        At = Rows.Now.AddSeconds(number),
        Actor = actor,
        Action = "PUT /x",
        Target = $"/{number}",
        TraceId = "t",
    };
}
