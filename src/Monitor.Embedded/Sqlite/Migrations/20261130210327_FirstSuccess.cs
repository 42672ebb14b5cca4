using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Monitor.Embedded.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class FirstSuccess : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "FirstSuccessAt",
                table: "Channels",
                type: "INTEGER",
                nullable: true);

            // Archives of before: what the channel's own readings brought first. A post that a person brought in proves no reading.
            migrationBuilder.Sql("""
                UPDATE "Channels" SET "FirstSuccessAt" = COALESCE((SELECT MIN("FirstSeenAt") FROM "Posts" WHERE "Posts"."ChannelId" = "Channels"."Id"
                    AND NOT EXISTS (SELECT 1 FROM "PostVersions" WHERE "PostVersions"."PostId" = "Posts"."Id" AND "PostVersions"."ImportId" IS NOT NULL)), "LastSuccessAt")
                WHERE "LastSuccessAt" IS NOT NULL
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "FirstSuccessAt",
                table: "Channels");
        }
    }
}
