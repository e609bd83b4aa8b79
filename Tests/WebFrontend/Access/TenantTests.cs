using OrleansJobs.Jobs;
using OrleansJobs.Tests.WebFrontend.Fakes;
using OrleansJobs.WebFrontend.Access;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Access;

public sealed class TenantTests : GuardedService
{
    private static readonly Guid Theirs = new("0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11");
    private static readonly Guid Mine = new("0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a12");

    [Fact]
    public async Task What_a_confined_caller_makes_is_its_tenants()
    {
        var key = await NewKey([Scopes.Submit], tenant: "shop");
        await ReadJson(await Post("/jobs", """{"kind":"sleep"}""", With(key), ("Idempotency-Key", "a")), 202);
        await ReadJson(await Post("/jobs/batch", """[{"kind":"sleep"}]""", With(key)), 200);
        Assert.Equal(["shop", "shop"], Grains.Submitted.Select(one => one.Spec.Tenant));
        Assert.Equal(JobId.FromKey("shop", "a"), Grains.Submitted[0].Id);
    }

    [Fact]
    public async Task A_confined_caller_lists_its_tenants_jobs_whatever_it_asks_for()
    {
        var key = await NewKey([Scopes.Read], tenant: "shop");
        await ReadJson(await Get("/jobs?tenant=bank", With(key)), 200);
        await ReadJson(await Get("/jobs?tenant=bank", With(AdminKey)), 200);
        Assert.Equal(["shop", "bank"], Grains.Listed.Select(filter => filter.Tenant));
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("GET", "/result")]
    [InlineData("GET", "/logs")]
    [InlineData("GET", "/explain")]
    [InlineData("GET", "/events")]
    [InlineData("POST", "/cancel")]
    [InlineData("POST", "/retry")]
    [InlineData("POST", "/replay")]
    [InlineData("DELETE", "")]
    public async Task A_job_of_others_does_not_exist(string method, string path)
    {
        Grains.Jobs[Theirs] = Samples.Job(Theirs, new JobSpec { Kind = "sleep", Tenant = "bank" });
        Grains.OnCancel = (_, _) => throw new InvalidOperationException();
        var key = await NewKey([Scopes.Read, Scopes.Submit, Scopes.Operate], tenant: "shop");
        await ReadProblem(await Send(new HttpMethod(method), $"/jobs/{Theirs}{path}", null, With(key)), 404, "job-not-found");
    }

    [Fact]
    public async Task Its_own_job_does()
    {
        Grains.Jobs[Mine] = Samples.Job(Mine, new JobSpec { Kind = "sleep", Tenant = "shop" });
        await ReadJson(await Get($"/jobs/{Mine}", With(await NewKey([Scopes.Read], tenant: "shop"))), 200);
    }

    [Theory]
    [InlineData("GET", "/queues")]
    [InlineData("GET", "/jobs/counts")]
    [InlineData("GET", "/events")]
    [InlineData("GET", "/schedules")]
    [InlineData("GET", "/batches")]
    [InlineData("POST", "/jobs/actions")]
    [InlineData("POST", "/queues/mail/pause")]
    [InlineData("GET", "/movies")]
    public async Task Routes_about_the_whole_service_are_not_for_confined_callers(string method, string path) => await ReadProblem(
        await Send(new HttpMethod(method), path, null, With(await NewKey([Scopes.Read, Scopes.Submit, Scopes.Operate], tenant: "shop"))), 403, "not-for-tenants");
}
